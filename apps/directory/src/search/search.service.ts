import { Problem } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { type Criterion, readQuestion } from './question.ts';
import { type Candidate, explain, rank } from './ranking.ts';
import type { SearchAnswer, SearchHit, SearchQuery } from './search.bodies.ts';
import { SearchIndex } from './search-index.ts';
import { compared, languageOf } from './vocabulary.ts';

const PAGE = 20;

@Injectable()
export class SearchService {
  constructor(private readonly index: SearchIndex) {}

  async search({ q, limit = PAGE, ...conditions }: SearchQuery): Promise<SearchAnswer> {
    const { criteria, unknown } = readQuestion(q ?? '');
    const required = conditionsOf(conditions);
    if (q === undefined && required.length === 0)
      throw new Problem({
        type: 'nothing-asked',
        status: 400,
        title: 'Nothing is asked',
        detail: 'Ask in words with q, or name a purpose, country, language, kind, role or duty=24/7.',
      });
    const candidates = await this.index.candidates();
    const names = unknown.filter((word) => isInAName(word, candidates));
    const asked = [...required, ...criteria, ...names.map(nameCriterion)];
    const hits = rank(candidates.values(), asked);
    return {
      understood: asked.map(({ text, about, codes }) => ({ text, about, codes: [...codes] })),
      notUnderstood: unknown.filter((word) => !names.includes(word)),
      total: hits.length,
      hits: hits.slice(0, limit).map(({ candidate, score }) => hitOf(candidate, score, asked)),
    };
  }
}

function hitOf(candidate: Candidate, score: number, asked: readonly Criterion[]): SearchHit {
  const { id, name, kind, country } = candidate;
  const { reasons, missing } = explain(candidate, asked);
  return {
    organisation: { id, name, kind, country },
    score: Math.round(score * 100) / 100,
    reasons: [...reasons],
    missing: [...missing],
  };
}

const CONDITIONS = ['purpose', 'country', 'language', 'kind', 'role', 'duty'] as const;

/** Who does not meet a condition is no answer. */
function conditionsOf(given: Pick<SearchQuery, (typeof CONDITIONS)[number]>): Criterion[] {
  return CONDITIONS.flatMap((about): Criterion[] => {
    const value = given[about];
    if (value === undefined) return [];
    return [{ about, codes: [about === 'language' ? languageOf(value) : value], text: `${about}=${value}`, required: true }];
  });
}

const nameCriterion = (word: string): Criterion => ({ about: 'name', codes: [compared(word)], text: word });

function isInAName(word: string, candidates: ReadonlyMap<string, Candidate>): boolean {
  const plain = compared(word);
  for (const { nameWords } of candidates.values()) if (nameWords.has(plain)) return true;
  return false;
}
