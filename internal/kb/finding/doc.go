// Package finding holds the remarks on documents for the person who writes
// them: facts with a file and a line, whose sentences are in prompts/.
//
// It finds nothing itself: markdown, kb and importer do. Start reading at
// Finding.
package finding
