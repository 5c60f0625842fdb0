package finding_test

import (
	"testing"

	"hotro/internal/kb/finding"
	"hotro/prompts"
)

func TestAFindingIsASentenceForItsReaderAndAFactForALog(t *testing.T) {
	f := finding.Finding{File: "a.md", Line: 3, Severity: finding.Warning, Key: "heading.jump", Values: []string{"title", "B"}}
	for got, want := range map[string]string{
		f.In(prompts.Must("vi")): "a.md:3: warning [heading] tiêu đề nhảy cấp: trước «B» chưa có tiêu đề cấp 2 (dùng ## cho chủ đề)",
		f.In(prompts.Must("en")): "a.md:3: warning [heading] the heading skips a level: no level 2 heading comes before «B» (use ## for a topic)",
		f.String():               `a.md:3: warning [heading] heading.jump title="B"`,
	} {
		if got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
}
