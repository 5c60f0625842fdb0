// Package intent reads what a user says, without a model: which topic of the
// guide it is about and whether that is sure enough to act on, whether a person
// is asked for, and what a short answer means in the middle of a walk ("vẫn
// vậy", "cái thứ 2", "mã lấy ở đâu").
//
// It is the front of six packages: lexicon turns a line into words, codes
// finds error codes in them, spoken finds those that are translated or read
// aloud, classifier says how likely each topic is, and evaluation measures the
// whole. What is decided, and in which order evidence
// counts, is here. It decides nothing about the conversation and says nothing;
// package dialog does.
//
// A Matcher is built from one guide and the words in prompts/words, and is
// fitted to that guide. It is immutable, safe for concurrent use, and gives the
// same Reading to the bit for the same guide, words and line. Start reading at
// Matcher.Read.
package intent
