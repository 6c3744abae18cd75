// npm oidc-provider, a certified OpenID Connect provider, in one shape: node oidc_provider.mjs PORT SHAPE
// FLYTE_AUTH_OIDC_PROVIDER is the folder that it is installed in.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(`${process.env.FLYTE_AUTH_OIDC_PROVIDER}/`);
const { Provider } = await import(pathToFileURL(require.resolve('oidc-provider')).href);
const [port, shape] = process.argv.slice(2);
const origin = `http://localhost:${port}`;
const service = shape === 'no-client-credentials' ? [] : ['client_credentials'];
const device = shape.startsWith('no-device') ? [] : ['urn:ietf:params:oauth:grant-type:device_code'];

const provider = new Provider(shape === 'issuer-with-slash' ? `${origin}/` : origin, {
  clients: [
    { client_id: 'web', client_secret: 'web-secret-from-the-idp', redirect_uris: ['https://flyte.example.org/callback'] },
    {
      client_id: 'propeller',
      client_secret: 'correct-horse-battery-staple',
      grant_types: service,
      redirect_uris: [],
      response_types: [],
    },
    {
      client_id: 'cli',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', ...device],
      redirect_uris: ['http://localhost:53593/callback'],
    },
  ],
  scopes: ['openid', 'profile', 'offline_access', 'all'],
  claims: { openid: ['sub'], profile: ['name'] },
  pkce: { required: () => shape === 'pkce-for-all' },
  features: {
    devInteractions: { enabled: true },
    clientCredentials: { enabled: service.length > 0 },
    deviceFlow: { enabled: shape !== 'no-device-endpoint' },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => (shape === 'opaque' ? undefined : 'https://flyte.example.org'),
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'all',
        audience: shape === 'other-audience' ? 'https://other.example.org' : 'https://flyte.example.org',
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  extraTokenClaims: () => (shape === 'no-scp' ? undefined : { scp: ['all'] }),
  cookies: { keys: ['not a secret'] },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
