// Package importer writes documents in our conventions from what support leads
// have: text pasted from a help page, a GitBook Markdown export, an HTML page.
//
// It repairs what copying breaks and never fills a gap: where a body was lost,
// the label stays and a finding says so. It touches no file and compiles
// nothing; package kb does that with the result. Start reading at Import.
package importer
