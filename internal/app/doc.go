// Package app puts the program together: configuration, store, guide,
// channels, turns, delivery, desk and HTTP. Everything is built in New, runs
// in Run, and is taken down in reverse order.
//
// It holds no rules of its own, and only cmd imports it. The allowed imports
// between packages are a table, testdata/imports.txt. Start reading at App.New.
package app
