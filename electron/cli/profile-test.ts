/** `gatescope profile test`: whether a decode profile keeps its rules, and whether its own tests hold. */
import { readFileSync, statSync } from 'node:fs';
import { loadProfile, type LoadedProfile, type ProfileProblem } from '../../protocol/profile/load.ts';
import { ruleCode } from '../../protocol/profile/rule-code.ts';
import { ruleWords } from '../../protocol/profile/rule-words.ts';
import { profileLimitChars } from '../../protocol/profile/schema.ts';
import { type Mismatch, runVectors, type VectorOutcome } from '../../protocol/profile/vectors.ts';
import { type Command, wrongUse } from './command.ts';
import { escapeForTerminal } from './terminal-text.ts';

const notSoundExitCode = 66;

export const profile: Command = {
  name: 'profile',
  summary: { zh: '检查解读配置文件并运行其中的测试', en: 'checks a decode profile and runs its tests' },
  help: {
    zh: `用法: gatescope profile test [--json] <文件>

检查配置文件的格式和规则（每处问题给出行号），再运行文件自带的测试。

  --json   输出一个 JSON 对象: {"ok", "passed", "failed", "problems"}

退出码: 0 全部通过；66 有问题或测试不通过；64 命令用法错误
例: gatescope profile test my-gateway.json`,
    en: `Usage: gatescope profile test [--json] <file>

Checks the form and the rules of a profile, each problem with its line, then runs the tests it carries.

  --json   one JSON object: {"ok", "passed", "failed", "problems"}

Exit codes: 0 sound, all tests hold; 66 problems, or a test fails; 64 wrong use
Example: gatescope profile test my-gateway.json`,
  },
  options: { json: { type: 'boolean' } },

  run: ({ values, positionals }, io) => {
    const [subcommand, file, ...more] = positionals;
    if (subcommand !== 'test' || file === undefined || more.length > 0) {
      throw wrongUse({ zh: '写法: gatescope profile test <文件>', en: 'Write: gatescope profile test <file>' });
    }
    const loaded = readProfile(file);
    const outcome: VectorOutcome = loaded.ok ? runVectors(loaded.profile, loaded.vectors) : { passed: 0, failed: [] };
    const problems = loaded.ok ? [] : firstOfJson(loaded.problems);
    const ok = loaded.ok && outcome.failed.length === 0;

    if (values['json'] === true) {
      io.out(`${JSON.stringify({ ok, ...outcome, problems: problems.map(withCode) })}\n`);
    } else {
      const lines = [
        ...problems.map((problem) => problemLine(file, problem, io.language)),
        ...outcome.failed.map((mismatch) => mismatchLine(mismatch, io.language)),
        summaryLine(outcome, problems.length, io.language),
      ];
      io.out(`${lines.join('\n')}\n`);
    }
    return Promise.resolve(ok ? 0 : notSoundExitCode);
  },
};

/** Where the text stops being JSON is told once: whatever a parser finds behind that place only follows from it. */
const firstOfJson = (problems: readonly ProfileProblem[]): readonly ProfileProblem[] => {
  const first = problems.findIndex(({ rule }) => rule === 'json');
  return problems.filter(({ rule }, i) => rule !== 'json' || i === first);
};

const withCode = (problem: ProfileProblem) => ({ ...problem, shortCode: ruleCode(problem.rule) });

/** A character of UTF-8 has four bytes at most: what is larger than that need not be read to be refused. */
const longestFileBytes = 4 * profileLimitChars;

const readProfile = (file: string): LoadedProfile => {
  try {
    if (statSync(file).size > longestFileBytes)
      return { ok: false, problems: [{ path: '', rule: 'too-large', line: 1, column: 1 }] };
    return loadProfile(readFileSync(file, 'utf8'));
  } catch {
    const shown = escapeForTerminal(file);
    throw wrongUse({ zh: `读不到文件“${shown}”。`, en: `The file "${shown}" cannot be read.` });
  }
};

const problemLine = (file: string, { path, rule, line, column }: ProfileProblem, language: 'zh' | 'en'): string =>
  `${escapeForTerminal(file)}:${String(line)}:${String(column)}  ${escapeForTerminal(path)}  ${ruleWords[rule][language]} [${rule}] [${ruleCode(rule)}]`;

const mismatchLine = ({ test, path, expected, got }: Mismatch, language: 'zh' | 'en'): string => {
  const shown = (value: unknown) => escapeForTerminal(JSON.stringify(value));
  const place = escapeForTerminal(path);
  return language === 'zh'
    ? `测试 ${String(test)}  ${place}  应为 ${shown(expected)}，实际为 ${shown(got)}`
    : `test ${String(test)}  ${place}  expected ${shown(expected)}, got ${shown(got)}`;
};

const summaryLine = ({ passed, failed }: VectorOutcome, problems: number, language: 'zh' | 'en'): string => {
  const failedTests = new Set(failed.map(({ test }) => test)).size;
  return language === 'zh'
    ? `通过 ${String(passed)} 个测试，失败 ${String(failedTests)} 个；问题 ${String(problems)} 处`
    : `${String(passed)} tests passed, ${String(failedTests)} failed; ${String(problems)} problems`;
};
