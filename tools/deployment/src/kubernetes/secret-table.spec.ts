import { expect, it } from '@jest/globals';
import { readSecretTable } from './secret-table.ts';

it('reads what must be made by hand, and no other table', () => {
  const text = `
| name     | kind      | keys                       | read by |
| -------- | --------- | -------------------------- | ------- |
| \`keys\`   | Secret    | \`a\`, \`b.json\`; once a year | x       |
| \`public\` | ConfigMap | \`c\`                        | y       |

| from    | to | port |
| ------- | -- | ---- |
| \`keys\`  | y  | \`80\` |
`;
  expect([...readSecretTable(text)]).toEqual([
    ['Secret/keys', ['a', 'b.json']],
    ['ConfigMap/public', ['c']],
  ]);
});
