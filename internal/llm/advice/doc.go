// Package advice asks a model about the topics of one guide, and says when its
// word counts: only for lines the matcher left open, only after an exam on the
// guide's own phrasings, and only with the matcher's support.
//
// It puts questions through package llm and knows no server; it decides among
// known topics and writes nothing. An Adviser is safe for concurrent use. Start
// reading at Adviser.Advise and Settle.
package advice
