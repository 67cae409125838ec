import ts from 'typescript';
import { expect, test } from 'vitest';

import { root } from './repository.ts';

/** The flags that tsc really works with, after every `extends`. */
function flagsOf(configuration: string): ts.CompilerOptions {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const parsed = ts.getParsedCommandLineOfConfigFile(`${root}/${configuration}`, {}, host);
  expect(parsed?.errors).toEqual([]);
  return parsed!.options;
}

test.each(['tsconfig.json', 'apps/dashboard/tsconfig.json'])(
  '%s checks as strictly as it can',
  (configuration) => {
    expect(flagsOf(configuration)).toMatchObject({
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      noImplicitReturns: true,
      noFallthroughCasesInSwitch: true,
      noImplicitOverride: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
    });
  },
);
