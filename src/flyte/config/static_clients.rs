//! The clients of the internal server. Source: `flyteadmin/auth/config/config.go` at v1.16.8 and ory/fosite's
//! `DefaultClient`.

use indexmap::IndexMap;

use super::auth::{text, texts};
use super::field::{Field, Traced};
use super::lenient;
use super::section::{Reader, Section, section};
use crate::flyte::BuiltInClient;
use crate::go::base64;
use crate::values::{Entry, Kind, Map, Origin, Path, Value};

section! {
    /// A client of the internal server. Source: ory/fosite's `DefaultClient`.
    pub struct StaticClient {
        /// The client ID; the same as the key in `staticClients`.
        id: String = "id" or String::new();
        /// Base64 of the bcrypt hash of the client secret.
        client_secret: Hash = "client_secret" or Hash(Vec::new());
        /// Older hashes that are still accepted.
        rotated_secrets: Vec<String> = "rotated_secrets" or Vec::new();
        /// The redirect URIs that the client can use.
        redirect_uris: Vec<String> = "redirect_uris" or Vec::new();
        /// The grants that the client can use.
        grant_types: Vec<String> = "grant_types" or Vec::new();
        /// The response types that the client can request.
        response_types: Vec<String> = "response_types" or Vec::new();
        /// The scopes that the client can request.
        scopes: Vec<String> = "scopes" or Vec::new();
        /// The audiences that the client can request.
        audience: Vec<String> = "audience" or Vec::new();
        /// Whether the client has no secret, as flytectl's.
        public: bool = "public" or false;
    }
}

/// Bytes that are written as standard base64: the bcrypt hash of a client's secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hash(pub Vec<u8>);

impl Hash {
    /// Returns the base64.
    pub fn to_base64(&self) -> String {
        base64::encode(&self.0)
    }
}

impl Field for Hash {
    fn read(value: &Value) -> Result<Self, String> {
        let text = value.as_str().ok_or("expected base64")?;
        let bytes = base64::decode(text.as_bytes()).map_err(|error| error.to_string())?;
        Ok(Self(bytes.to_vec()))
    }

    fn show(&self) -> Kind {
        Kind::String(self.to_base64().into())
    }

    fn schema() -> schemars::Schema {
        lenient::text_of(&["string"], "base64", r"^[A-Za-z0-9+/=\s]*$")
    }
}

/// The static clients by name. If any are given, they replace all of flyteadmin's own.
#[derive(Debug, Clone, PartialEq)]
pub struct StaticClients {
    /// The clients, by lower-case name.
    pub clients: IndexMap<String, StaticClient>,
    /// The position of the map; [`Origin::FlyteDefault`] for flyteadmin's own.
    pub origin: Origin,
}

impl Section for StaticClients {
    const KEYS: &'static [&'static str] = &[];
    const NAMES: bool = true;

    fn read(reader: &mut Reader<'_, '_>) -> Self {
        let given: Vec<_> = reader.entries().filter(|(_, entry)| !entry.value.is_null()).collect();
        if given.is_empty() {
            return Self::built_in();
        }
        let clients =
            given.into_iter().map(|(name, entry)| (name.to_owned(), reader.section_of(name, &entry.value))).collect();
        Self { clients, origin: reader.origin().clone() }
    }

    fn show(&self) -> Value {
        let map: Map =
            self.clients.iter().map(|(name, client)| (name.as_str().into(), Entry::new(client.show()))).collect();
        Value::map(map, self.origin.clone())
    }
}

impl schemars::JsonSchema for StaticClients {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "StaticClients".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let mut schema = lenient::map();
        let client = generator.subschema_for::<StaticClient>();
        schema.insert("additionalProperties".to_owned(), client.to_value());
        schema
    }
}

impl StaticClients {
    /// Returns the path of the map in the configuration.
    pub fn path() -> Path {
        Path::of(&["auth", "appAuth", "selfAuthServer", "staticClients"])
    }

    /// Returns flyteadmin's own clients; the password for flytepropeller's hash is not known.
    pub fn built_in() -> Self {
        let path = Self::path();
        let client = |client: BuiltInClient, hash: &str| {
            let at = |key: &str| path.key(client.id).key(key);
            let read = StaticClient {
                id: Traced::default_of(text(client.id), at("id")),
                client_secret: Traced::default_of(Hash(hash.as_bytes().to_vec()), at("client_secret")),
                rotated_secrets: Traced::default_of(Vec::new(), at("rotated_secrets")),
                redirect_uris: Traced::default_of(texts(client.redirect_uris), at("redirect_uris")),
                grant_types: Traced::default_of(texts(client.grant_types), at("grant_types")),
                response_types: Traced::default_of(texts(client.response_types), at("response_types")),
                scopes: Traced::default_of(texts(client.scopes), at("scopes")),
                audience: Traced::default_of(Vec::new(), at("audience")),
                public: Traced::default_of(client.is_public, at("public")),
            };
            (client.id.to_owned(), read)
        };
        let clients = [
            client(BuiltInClient::FLYTE_CLI, ""),
            client(BuiltInClient::FLYTECTL, ""),
            client(BuiltInClient::FLYTEPROPELLER, BUILT_IN_HASH),
        ];
        Self { clients: clients.into_iter().collect(), origin: Origin::FlyteDefault }
    }
}

/// flyteadmin's built-in hash for flytepropeller, which is public in its source code.
const BUILT_IN_HASH: &str = "$2a$06$d6PQn2QAFU3cL5V8MDkeuuk63xubqUxNxjtfPw.Fc9MgV6vpmyOIy";
