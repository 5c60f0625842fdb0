// Package llm asks a language model behind any OpenAI-compatible address, on
// a leash: it may choose one topic from a closed set, add two sentences for
// staff, read the text off a screenshot and write down a voice note. It never
// writes what a user is told about a fault.
//
// What goes out is redacted, bounded in number and time, and carries the
// user's words as data. What comes back is checked by code: an id that was not
// offered is no answer, and a model's word counts only after it has passed an
// exam on the guide (Adviser.Examine). Every failure is an error within the
// configured time, and the caller goes on with what it knew before.
//
// All types are safe for concurrent use. Start reading at Adviser.Advise.
package llm
