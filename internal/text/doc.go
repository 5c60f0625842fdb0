// Package text brings Vietnamese as people type it to a form that can be
// compared: composed (Clean), folded to bare lower-case letters (Fold), cut into
// words (Words). It tests whether a bare word could be a Vietnamese syllable
// (Syllable) and whether two words are one slip apart (OneEdit), and shortens a
// text for display (Brief, Clip, ClipWord, Head, OneLine).
//
// It knows letters, not meanings: abbreviations and synonyms are data
// (prompts/words) and belong to package intent. Every function is pure and
// safe for concurrent use. Start reading at AppendFold.
package text
