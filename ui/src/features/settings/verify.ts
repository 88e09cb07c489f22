// The answer of the integrity check in sentences, whatever shape a program version gives it.

/** Sentences out of `{message, problems}` and its kin. */
export function verifySentences(result: unknown): string[] {
  if (typeof result === 'string') return [result];
  if (Array.isArray(result)) return result.flatMap(verifySentences);
  if (typeof result !== 'object' || result === null) return ['检查完毕。'];
  const sentences = Object.values(result).flatMap((value) =>
    typeof value === 'string' || Array.isArray(value) ? verifySentences(value) : [],
  );
  return sentences.length > 0 ? sentences : ['检查完毕，没有发现问题。'];
}
