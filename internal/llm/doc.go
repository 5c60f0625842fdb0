// Package llm asks a language model behind any OpenAI-compatible address: to
// choose one topic from a closed set, to add two sentences for staff, to read
// the text off a screenshot and to transcribe a voice note. It never writes what
// a user is told about a fault.
//
// What goes out is redacted (package redact), bounded in number and time, and
// carries the user's words as data. What comes back is checked by code: an id
// that was not offered is no answer. Every failure is an error within the
// configured time, and the caller goes on with what it knew before. Whether a
// choice counts is not decided here but in package advice.
//
// All types are safe for concurrent use. Start reading at Model.Choose.
package llm
