// Package wire writes structs as JSON and reads them back by one description
// of their fields, for what a program stores and reads at every turn.
//
// A type lists its fields once, in a method Fields, and the same list serves
// both ways: writing appends them in that order; reading walks the text along
// it, so that text which this package wrote is read in one pass, without
// reflection and with one string behind all strings of the result. Text in
// another order, or with fields that the list does not know, is read as well,
// more slowly. The result is what encoding/json would make of the type with
// tags of the same names, and "omitempty" or "omitzero" but after Always; only
// <, > and & stay as they are.
//
// It is no general JSON library: numbers are whole, keys are matched exactly,
// and the text is what a program of ours wrote. Broken text is an error, never a
// panic. Start reading at Append and Decode.
package wire
