// Package evaluation measures how well labelled lines are understood: accuracy
// in and out of scope, confusions, latency. "bot kb eval" prints its Report.
//
// It judges a Matcher from outside and teaches it nothing. Start reading at
// Run.
package evaluation
