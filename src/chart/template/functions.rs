//! The functions and keywords of Helm's templates.
//!
//! Source: Go's `text/template` builtins, sprig 3.3, and Helm 3.17's own functions.

/// Returns whether Helm has a function or keyword of this name; an action that begins with another word does not parse.
pub(super) fn is_known(name: &str) -> bool {
    FUNCTIONS.split_ascii_whitespace().any(|known| known == name)
}

/// Returns whether an action that begins with this word opens or closes a block.
pub(super) fn is_block(name: &str) -> bool {
    matches!(name, "if" | "else" | "end" | "range" | "with" | "define" | "block" | "template" | "break" | "continue")
}

const FUNCTIONS: &str = "
    if else end range with define block template break continue nil true false
    and or not len index slice print printf println html js urlquery eq ne lt le gt ge call
    include tpl required lookup toYaml toYamlPretty mustToYaml fromYaml fromYamlArray toJson mustToJson fromJson
    fromJsonArray toToml fromToml
    abbrev abbrevboth add add1 add1f addf adler32sum ago all any append atoi b32dec b32enc b64dec b64enc base basename
    bcrypt biggest buildCustomCert camelcase cat ceil clean coalesce compact concat contains date dateInZone dateModify
    date_in_zone date_modify decryptAES deepCopy deepEqual default derivePassword dict dig dir div divf duration
    durationRound empty encryptAES ext fail first float64 floor fromJson genCA genCAWithKey genPrivateKey
    genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey get getHostByName has hasKey
    hasPrefix hasSuffix htmlDate htmlDateInZone htpasswd indent initial initials int int64 isAbs join kebabcase keys
    kindIs kindOf last list lower max maxf merge mergeOverwrite min minf mod mul mulf mustAppend mustChunk chunk
    mustCompact mustDateModify mustDeepCopy mustFirst mustFromJson mustHas mustInitial mustLast mustMerge
    mustMergeOverwrite mustPrepend mustPush mustRegexFind mustRegexFindAll mustRegexMatch mustRegexReplaceAll
    mustRegexReplaceAllLiteral mustRegexSplit mustRest mustReverse mustSlice mustToDate mustToJson mustToPrettyJson
    mustToRawJson mustUniq mustWithout must_date_modify nindent nospace now omit osBase osClean osDir osExt osIsAbs
    pick pluck plural prepend push quote randAlpha randAlphaNum randAscii randBytes randInt randNumeric regexFind
    regexFindAll regexMatch regexQuoteMeta regexReplaceAll regexReplaceAllLiteral regexSplit repeat replace rest
    reverse round semver semverCompare seq set sha1sum sha256sum sha512sum shuffle snakecase sortAlpha split splitList
    splitn squote sub subf substr swapcase ternary title toDate toDecimal toPrettyJson toRawJson toString toStrings
    trim trimAll trimPrefix trimSuffix trimall trunc tuple typeIs typeIsLike typeOf uniq unixEpoch unset until
    untilStep untitle upper urlJoin urlParse uuidv4 values without wrap wrapWith hello";
