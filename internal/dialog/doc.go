// Package dialog walks a user through a kb.Guide: one screen at a time, with a
// way back, a way out and a person always in reach.
//
// Engine.Step is a pure function of the guide, the state, the lines that
// arrived and the time. It stores nothing, sends nothing, knows no channel and
// no clock; what shall happen comes back as an Outcome. A State is plain JSON
// and may be taken up by another process, or by a newer version of the guide.
//
// A screen is a value: screens.go is the table of all, screen_<name>.go is each;
// order.go is the order in which words are understood, the same on every
// screen. Start reading at Engine.Step. The talks in testdata/talks are the
// specification that support staff read and write.
package dialog
