import { expect, it } from 'vitest';
import { isSecretKeyName } from '../../src/redaction/key-names.ts';

const SECRET =
  'token botToken gateway.auth.token --gateway-token OPENCLAW_GATEWAY_TOKEN AWS_SECRET_ACCESS_KEY x-api-key X-Auth-Token apiKey APIKey PGPASSWORD MYSQL_PWD SSHPASS SMTP_PASS TS_AUTHKEY authTag pairing_code setupCode privateKey signingSecret advSecretKey encryptKey verificationToken password2 secret_value TOKEN_OLD _authToken passphrase AccountKey GITHUB_PAT recoveryCode TOKEN_FOR_CI Passwort 密码 令牌 contraseña пароль';
const NOT =
  'tokenizer tokenLength password_file KEY_FILE publicKey sessionKey mainKey idempotencyKey tokenPresent secretsMode PASSWORD_MIN_LENGTH token_mismatch authReason compass bypass secretRef tokenSource hostKey errorCode exit_code primaryKey apiKeySupported token_type tokenUsage maxTokens PWD key value tokens accessor';

it.each(SECRET.split(' '))('%s announces a secret', (name) => {
  expect(isSecretKeyName(name)).toBe(true);
});

it.each(NOT.split(' '))('%s does not', (name) => {
  expect(isSecretKeyName(name)).toBe(false);
});
