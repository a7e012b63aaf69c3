/**
 * Beliefs over a few explanations and "none of them", and what an answer would tell. Pure functions over arrays: the
 * index is the explanation, the values sum to one.
 *
 * Source: D. Heckerman, J. S. Breese, K. Rommelse, "Decision-theoretic troubleshooting", Communications of the ACM 38(3),
 * 1995; information gain after C. E. Shannon, 1948.
 */

/** Scales weights (0 or more, not all 0) to sum to one; all zero gives an even spread. */
export const normalise = (weights: readonly number[]): readonly number[] => {
  const total = weights.reduce((sum, w) => sum + w, 0)
  return total > 0 ? weights.map(w => w / total) : weights.map(() => 1 / weights.length)
}

/** In bits. */
export const entropy = (belief: readonly number[]): number =>
  belief.reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0)

/** Bayes' rule: `likelihood[i]` is how probable the answer is when explanation i is the right one. */
export const posterior = (belief: readonly number[], likelihood: readonly number[]): readonly number[] =>
  normalise(belief.map((p, i) => p * (likelihood[i] ?? 1)))

/**
 * The expected loss of uncertainty, in bits, from asking a question with these answers. `answers[a][i]` is the
 * probability of answer a when explanation i is right; for each explanation the answers should sum to one.
 */
export const informationGain = (belief: readonly number[], answers: readonly (readonly number[])[]): number => {
  const expected = answers.reduce((sum, likelihood) => {
    const probability = belief.reduce((p, b, i) => p + b * (likelihood[i] ?? 0), 0)
    return probability > 0 ? sum + probability * entropy(posterior(belief, likelihood)) : sum
  }, 0)
  return Math.max(0, entropy(belief) - expected)
}
