import { createRandom, pick, type Random } from './random.ts'

const everyday = `call mum buy milk write report pay rent water plants book dentist clean kitchen fix bike read chapter
plan trip send invoice renew passport walk dog prepare slides review contract cook dinner order groceries visit doctor
wash car paint fence learn spanish practise guitar backup photos update website answer mail check tyres cancel gym
schedule meeting repair lamp return parcel collect keys sort papers birthday present insurance holiday garden school
project budget letter ticket office window battery coffee laundry printer battery market summer winter garage library`
  .split(/\s+/)
  .filter((word, at, all) => all.indexOf(word) === at)

const onsets = 'b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sh sl st str t th tr v w z'.split(' ')
const vowels = 'a e i o u ai ea ee oo ou'.split(' ')
const codas = 'b ck d ft g l lt m mp n nd ng nt p r rd rk rn s sk sp st t x z'.split(' ')
const size = 20_000

/** Different words, the most usual first: everyday ones, then made-up ones that look like English. */
export function makeVocabulary(): string[] {
  const random = createRandom(1)
  const words = new Set(everyday)
  while (words.size < size) words.add(makeWord(random))
  return [...words]
}

function makeWord(random: Random): string {
  const syllables = 1 + Math.floor(random() * 3)
  let word = ''
  for (let count = 0; count < syllables; count++) word += pick(random, onsets) + pick(random, vowels)
  return word + pick(random, codas)
}

export const tagNames = `home work garden school errands health money family friends travel reading music sport car kids
pets cooking repairs shopping paperwork project study club phone mail urgent waiting someday weekend evening`.split(
  /\s+/,
)
