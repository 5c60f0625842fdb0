package kb

import (
	"slices"
	"strings"

	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
)

// calm leaves out what only follows from another finding, so that one slip has
// one message: a case has no steps because its table was left out, an article
// is not linked because the link to it is misspelt.
func calm(docs []*markdown.Document, all finding.List) finding.List {
	return slices.DeleteFunc(slices.Clone(all), func(f finding.Finding) bool {
		if f.Key == "markup.open" { // what is closed wrongly was opened wrongly
			return slices.ContainsFunc(all, func(x finding.Finding) bool {
				return x.Key == f.Key && x.File == f.File && x.Line == f.Line && x.Column < f.Column
			})
		}
		causes, near := follows(f.Key)
		if causes == nil {
			return false
		}
		from, to := 1, 1<<30
		if near {
			from, to = section(docs, f)
		}
		return slices.ContainsFunc(all, func(x finding.Finding) bool {
			if near && (x.File != f.File || x.Line < from || x.Line >= to) {
				return false
			}
			return x.Key != f.Key && (near || x.Severity != finding.Info) &&
				slices.ContainsFunc(causes, func(c string) bool { return strings.HasPrefix(x.Key, c) })
		})
	})
}

// follows returns which findings another one may follow from: in the same
// section (near), or anywhere. nil: from none.
func follows(key string) (causes []string, near bool) {
	switch key {
	case "empty":
		return []string{"encoding", "comment.", "heading.", "id."}, false
	case "unlinked":
		return []string{"link."}, false
	case "translation.missing", "translation.steps_missing":
		return []string{"translation.unknown", "translation.twice", "translation.causes", "translation.steps", "id.", "comment.unread"}, false
	case "no-steps.topic", "no-steps.cause":
		return []string{"empty-body.", "table", "html", "image.", "comment.unclosed", "comment.no_step", "heading."}, true
	case "phrases.few":
		return []string{"comment."}, true
	case "no-ask.causes", "no-ask.question":
		return []string{"comment.", "heading.", "causes."}, true
	case "near-topics":
		return []string{"id.taken", "codes.taken"}, true
	case "causes.count":
		return []string{"causes.listed", "causes.unlisted", "heading."}, true
	case "causes.unlisted":
		return []string{"comment.above"}, true
	}
	return nil, false
}

// section returns the lines of the section a finding stands at the head of or
// in: the topic's, or the case's.
func section(docs []*markdown.Document, f finding.Finding) (from, to int) {
	from, to = 1, 1<<30
	for _, d := range docs {
		if d.File != f.File {
			continue
		}
		for _, t := range d.Topics {
			list := []int{t.Line}
			if strings.HasSuffix(f.Key, ".cause") {
				for _, cs := range t.Causes {
					list = append(list, cs.Line)
				}
			}
			for _, line := range list {
				if line <= f.Line {
					from = line
				} else {
					to = min(to, line)
				}
			}
		}
	}
	return from, to
}
