// Package finding holds the remarks on documents for the person who writes
// them: facts with a place and a code, whose sentences are in prompts/. It
// tells them to people (Print), to programs (JSON) and to code scanners (SARIF).
//
// It finds nothing itself: markdown, kb, intent/theft and importer do. Start
// reading at Finding and Report.Add; the codes are in code.go.
package finding
