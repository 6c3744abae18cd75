#![expect(clippy::string_slice, reason = "the texts are ASCII")]

use super::*;
use proptest::prelude::*;

/// Made by Python's bcrypt 5.0.0: the password, the chart's form, the cost.
const VECTORS: [(&str, &str, u32); 7] = [
    ("foobar", "JDJiJDA0JFBWVjBUR0poQ2J2Ny5GZ1Q4VFY0dXVWRjZ4ZksyV3pCVHZvQUplNW0zc0FQT291NXlPRGRl", 4),
    (
        "correct-horse-battery-staple",
        "JDJiJDA2JEdRdWxobjFuaWh6ZTEvV3RRSm1Bdy4vcnJxNHRlcXY0cnQwRVREdTBVaS9SdmF1aHpLLmNt",
        6,
    ),
    ("pA9_x-7zQ", "JDJiJDEwJHlBUlhxLlFma1pJbi9IZ0RxekJLTHVLenBkMTRBbWFLMHlLSW5JZjkwNVc5d3BPOE5sc0xp", 10),
    ("pässwörd-密码", "JDJiJDA0JEhqTGRlMjRhSUVtdVNaZ29GZnNyeWUwekNFelp3eXRXSXc0RFN1TTlVRkI3VjFlY3ZXNFpX", 4),
    (
        "0123456789012345678901234567890123456789012345678901234567890123456789ab",
        "JDJiJDA0JGZZbC5CNG9rZG83dElMdUZmckt6S09ObVFaeWNuUWR4SHVsNGtWWmt1Q2dKRXAyZFFRUWh5",
        4,
    ),
    ("legacy-password", "JDJhJDA0JERjUENWSWlBdS55YnVTMk1Nd01ldHVkdGZFM2lQOHFzb29wWnlTNDVoMHltS0NyLzBTS01x", 4),
    ("🔑-ключ", "JDJhJDA2JHhJeUtkcWpwTW84OEpRWTBJTXRKV2ViWmlVb3ZuUTVnaHk5UHNnakNGUnlQcGZaNUFaQlFL", 6),
];

const RAW: &str = "$2b$04$PVV0TGJhCbv7.FgT8TV4uuVF6xfK2WzBTvoAJe5m3sAPOou5yODde";
const ENCODED: &str = VECTORS[0].1;

fn password(text: &str) -> Password {
    Password::new(Secret::as_written(text)).unwrap()
}

fn encode(text: impl AsRef<[u8]>) -> String {
    base64::encode(text.as_ref())
}

fn wrong(text: &str) -> (HashFault, HashEffect, Option<String>) {
    let error = PasswordHash::parse(text).unwrap_err();
    let repaired = error.repaired().map(|hash| hash.expose().to_owned());
    (error.fault().clone(), error.effect(), repaired)
}

#[test]
fn verifies_hashes_of_python() {
    for (text, encoded, cost) in VECTORS {
        let hash = PasswordHash::parse(encoded).unwrap();
        assert_eq!(hash.expose(), encoded);
        assert_eq!(hash.cost(), Cost::new(cost).unwrap());
        assert!(hash.verify(&password(text)).unwrap(), "{text}");

        let mut other = text.to_owned();
        other.pop();
        other.push('#');
        assert!(!hash.verify(&password(&other)).unwrap(), "{text}");

        // Byte 40 is in the digest.
        let mut bytes = base64::decode(encoded.as_bytes()).unwrap();
        bytes[40] = if bytes[40] == b'a' { b'b' } else { b'a' };
        let tampered = PasswordHash::parse(&encode(bytes)).unwrap();
        assert!(!tampered.verify(&password(text)).unwrap(), "{text}");
    }
}

#[test]
fn reports_and_repairs_other_encodings() {
    use HashEffect::{DoesNotStart, Refuses, Works};
    let twice = encode(ENCODED);
    let lines = format!("{}\n{}", &ENCODED[..76], &ENCODED[76..]);
    let spaces = format!("{} {}", &ENCODED[..76], &ENCODED[76..]);
    let newline_inside = encode(format!("{RAW}\n"));
    for (text, fault, effect) in [
        (RAW.to_owned(), HashFault::Raw, DoesNotStart),
        (format!("{RAW}\n"), HashFault::Raw, DoesNotStart),
        (format!("b'{ENCODED}'"), HashFault::PythonBytes, DoesNotStart),
        (format!("b\"{ENCODED}\""), HashFault::PythonBytes, DoesNotStart),
        (format!("b'{RAW}'"), HashFault::PythonBytes, DoesNotStart),
        (format!(" b'{ENCODED}'\n"), HashFault::PythonBytes, DoesNotStart),
        (encode(format!("b'{RAW}'")), HashFault::EncodedPythonBytes, Refuses),
        (format!("'{ENCODED}'"), HashFault::Quotes, DoesNotStart),
        (format!("\"{RAW}\""), HashFault::Quotes, DoesNotStart),
        (format!("admin:{RAW}"), HashFault::UserName, DoesNotStart),
        (encode(format!(":{RAW}\n")), HashFault::UserName, Refuses),
        (twice.clone(), HashFault::EncodedTwice, Refuses),
        (encode(&twice), HashFault::EncodedTwice, Refuses),
        (encode(format!("{ENCODED}\n")), HashFault::EncodedTwice, Refuses),
        (format!("{ENCODED}="), HashFault::Padding, DoesNotStart),
        (newline_inside.trim_end_matches('=').to_owned(), HashFault::Padding, DoesNotStart),
        (lines, HashFault::Wrapped, Works),
        (spaces, HashFault::Wrapped, DoesNotStart),
        (format!("{ENCODED}\n"), HashFault::Space, Works),
        (format!(" {ENCODED}"), HashFault::Space, DoesNotStart),
        (encode(format!(" {RAW}")), HashFault::LeadingSpace, Refuses),
        (newline_inside, HashFault::TrailingSpace, Works),
        (encode(format!("{RAW}more")), HashFault::TrailingBytes, Works),
        (encode(RAW.replace("$2b$", "$2$")), HashFault::Version(None), Works),
        (encode(RAW.replace("$2b$", "$2x$")), HashFault::Version(Some('x')), Works),
        (encode(RAW.replace("$04$", "$4$")), HashFault::CostForm, Refuses),
        // `v` is `u` with a stray bit.
        (encode(RAW.replace("V4uuV", "V4uvV")), HashFault::SaltBits, Works),
    ] {
        assert_eq!(wrong(&text), (fault, effect, Some(ENCODED.to_owned())), "{text:?}");
    }
}

#[test]
fn reports_malformed_hashes() {
    use HashEffect::{DoesNotStart, Refuses};
    let cut = HashFault::Truncated { found: 58 };
    for (text, fault, effect) in [
        (String::new(), HashFault::Empty, Refuses),
        (" \n".to_owned(), HashFault::Empty, DoesNotStart),
        ("b''".to_owned(), HashFault::Empty, DoesNotStart),
        (encode(&RAW[..58]), cut.clone(), Refuses),
        (RAW[..58].to_owned(), cut.clone(), DoesNotStart),
        (encode(format!("{}\n\n", &RAW[..58])), cut, Refuses),
        (ENCODED[..79].to_owned(), HashFault::Truncated { found: 59 }, DoesNotStart),
        (ENCODED[..77].to_owned(), HashFault::Truncated { found: 57 }, DoesNotStart),
        (encode(RAW.replace("$04$", "$03$")), HashFault::CostRange(3), Refuses),
        (encode(RAW.replace("$04$", "$32$")), HashFault::CostRange(32), Refuses),
        (encode(RAW.replace("$04$", "$xx$")), HashFault::Malformed, Refuses),
        (encode(RAW.replace("$2b$", "$2")), HashFault::Malformed, Refuses),
        (encode(RAW.replace('.', "_")), HashFault::Alphabet, Refuses),
        (encode(RAW.replace("yODde", "yODdf")), HashFault::DigestBits, Refuses),
        ("$6$salt$digest".to_owned(), HashFault::OtherScheme("SHA-512-crypt"), DoesNotStart),
        (encode("$argon2id$v=19$m=65536"), HashFault::OtherScheme("Argon2"), Refuses),
        (encode("foobar"), HashFault::EncodedText, Refuses),
        // Under the base64 is what could be base64 for URLs.
        (encode("foo-bar1"), HashFault::EncodedText, Refuses),
        (encode("foobar\n"), HashFault::EncodedText, Refuses),
        ("c3ViamVjdHM_X2E".to_owned(), HashFault::UrlSafe, DoesNotStart),
        ("foobar12".to_owned(), HashFault::EncodedBytes, Refuses),
        ("foobar".to_owned(), HashFault::NotBase64, DoesNotStart),
        ("x".to_owned(), HashFault::NotBase64, DoesNotStart),
        ("==".to_owned(), HashFault::NotBase64, DoesNotStart),
        ("foo bar baz".to_owned(), HashFault::NotBase64, DoesNotStart),
        ("s3cr€t!".to_owned(), HashFault::NotBase64, DoesNotStart),
    ] {
        assert_eq!(wrong(&text), (fault, effect, None), "{text:?}");
    }
}

#[test]
fn does_not_compute_slow_hashes() {
    for cost in ["13", "31"] {
        let text = encode(RAW.replace("$04$", &format!("${cost}$")));
        let hash = PasswordHash::parse(&text).unwrap();
        assert!(matches!(
            hash.verify(&password("foobar")),
            Err(VerifyError::TooSlow { cost }) if cost == hash.cost()
        ));
    }
}

#[test]
fn handles_deep_and_long_texts() {
    let mut text = ENCODED.to_owned();
    for _ in 0..30 {
        text = encode(text);
    }
    assert_eq!(wrong(&text).0, HashFault::EncodedText);
    assert_eq!(wrong(&"b'".repeat(200_000)).0, HashFault::NotBase64);
}

#[test]
fn debug_hides_hash_and_password() {
    let hash = PasswordHash::parse(ENCODED).unwrap();
    let error = PasswordHash::parse(RAW).unwrap_err();
    for text in [format!("{hash:?}"), format!("{error:?}"), error.to_string()] {
        assert!(!text.contains(&RAW[7..20]) && !text.contains(&ENCODED[..12]), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn hashed_passwords_verify(text in "[^\0]{1,18}", other in "[^\0]{1,18}") {
        let cost = Cost::new(4).unwrap();
        let made = PasswordHash::of(&password(&text), cost).unwrap();
        let read = PasswordHash::parse(made.expose()).unwrap();
        prop_assert_eq!(made.expose().len(), 80);
        prop_assert_eq!(&read, &made);
        prop_assert_eq!(read.cost(), cost);
        prop_assert!(read.verify(&password(&text)).unwrap());
        prop_assert_eq!(read.verify(&password(&other)).unwrap(), text == other);
    }
}

proptest! {
    #[test]
    fn handles_any_text(text in any::<String>()) {
        let _ = PasswordHash::parse(&text);
    }

    #[test]
    fn reads_a_damaged_hash_without_showing_it(
        at in 0_usize..60, byte in any::<u8>(), cut in 0_usize..=60, end in "[ \n='\"a]{0,3}",
    ) {
        let mut bytes = RAW.as_bytes().to_vec();
        bytes[at] = byte;
        bytes.truncate(cut);
        for text in [encode(&bytes) + &end, String::from_utf8_lossy(&bytes).into_owned() + &end] {
            if let Err(error) = PasswordHash::parse(&text) {
                let shown = format!("{error:?} {error} {}", error.help());
                // Nothing of salt and digest, whatever was damaged.
                prop_assert!(!shown.contains("PVV0") && !shown.contains("UFZWM"));
                // A repair is itself in order, and only what is in the way is repaired.
                if let Some(repaired) = error.repaired() {
                    prop_assert!(PasswordHash::parse(repaired.expose()).is_ok());
                }
            }
        }
    }
}
