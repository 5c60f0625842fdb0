// Package lexicon turns a text into words the rest of intent can count on: it
// folds, expands what is shortened (teencode), corrects what is misspelt, and
// remembers the diacritics that tell folded words apart. It also holds the
// words data of prompts/words, and a trie that finds phrases in a row of words.
//
// It knows words, not topics or meanings: which phrase says what is for its
// callers to know. A Lexicon is immutable and safe for concurrent use. Start
// reading at Lexicon.Read.
package lexicon
