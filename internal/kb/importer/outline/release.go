package outline

import (
	"regexp"
	"slices"

	"hotro/internal/kb/importer/page"
)

// release is a version with its day, and no code: "7.4.1 (12/10/2026)".
var release = regexp.MustCompile(`^[vV]?\d+(?:\.\d+){1,3}\s*[(:–—-]?[^()]{0,24}\b(?:19|20)\d\d\b`)

// releases reports whether all that stands under a title are versions with their days.
func releases(n *node) bool {
	return len(n.kids) == 0 && len(n.body) > 0 && !slices.ContainsFunc(n.body, func(b page.Block) bool { return !release.MatchString(page.Plain(b.Text)) })
}
