// Package intent reads what a user says without a model: which topic of the
// guide it is about, whether that is sure enough to act on, whether a person is
// asked for, and what a short answer means in the middle of a walk ("vẫn vậy",
// "cái thứ 2", "mã lấy ở đâu").
//
// A Matcher is built from one guide and the words in prompts/words. Building it
// fits everything to that guide: features, a linear classifier and the bounds
// between answering, asking and saying that something is not covered. It is
// immutable, safe for concurrent use, and gives the same result to the bit for
// the same guide, words and text.
//
// It decides nothing about the conversation and says nothing; package dialog
// does. Start reading at Matcher.Read.
package intent
