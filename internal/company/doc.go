// Package company reads a company's folder, its pack: company.toml, which says
// who the company is, by what its support finds a matter again, what stands in for
// that, which roles steps may need and what staff often say; and beside it the
// company's own sentences (say/<lang>.toml) and words (words/*.toml).
//
// Nothing else in the program names a company or what it deals in. The package
// reads what it is given, judges it (Problem) and decides nothing of a talk; the
// sentences are put over those of all companies by package prompts, the documents
// beside the pack are compiled by package kb.
//
// A Pack is immutable and safe for concurrent use. Start reading at Load.
package company
