// Package acts tells what a line does in a conversation: it reports that the
// error is still there, asks where a button is, wants a person, thanks. A
// linear classifier learns it from the lines in prompts/words/acts, which say
// how people put each act; whom they call "em" or "chị" is left out, for it
// tells nothing.
//
// It knows no guide and no screen. A caller names the acts that make sense
// where the line was said, and gets the likeliest of those: "không" is a no to
// a question and a failure after an instruction. Whether the line is about a
// topic, and what follows from an act, is not decided here. What is learnt comes with
// the program, which learns nothing itself: learning_test.go does. Start reading at
// Classifier.Rank.
package acts
