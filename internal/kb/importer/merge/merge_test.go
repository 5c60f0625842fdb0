package merge_test

import (
	"strings"
	"testing"

	"hotro/internal/kb/importer/merge"
)

const base = `# Lỗi

## Kẹt giấy
<!-- topic
id: ket-giay
-->

1. Mở nắp.
2. Rút giấy.

## Mực mờ
<!-- topic
id: muc-mo
-->

1. Lắc hộp mực.
`

// What people added stays, what the page changed comes in.
func TestBothChangesStay(t *testing.T) {
	ours := strings.Replace(base, "id: ket-giay\n", "id: ket-giay\nphrases:\n- giấy kẹt rồi\n", 1)
	theirs := strings.Replace(base, "2. Rút giấy.", "2. Rút giấy thật chậm.", 1)
	got, kept := merge.Document(base, ours, theirs)
	if want := strings.Replace(ours, "2. Rút giấy.", "2. Rút giấy thật chậm.", 1); got != want || len(kept) > 0 {
		t.Errorf("got %q and\n%s\nwant\n%s", kept, got, want)
	}
}

func TestMergeByTopic(t *testing.T) {
	edited := strings.Replace(base, "1. Lắc hộp mực.", "1. Lắc hộp mực năm lần.", 1)
	changed := strings.Replace(base, "1. Lắc hộp mực.", "1. Thay hộp mực.", 1)
	first := base[:strings.Index(base, "## Mực mờ")]
	first = strings.TrimRight(first, "\n") + "\n"
	grown := base + "\n## Mất mạng\n\n1. Cắm lại dây.\n"
	own := base + "\n## Của nhà\n\n1. Gọi anh Ba.\n"
	for name, c := range map[string]struct {
		ours, theirs, want, kept string
	}{
		"nothing new":               {edited, base, edited, ""},
		"untouched":                 {base, changed, changed, ""},
		"both on one line":          {edited, changed, edited, "Mực mờ"},
		"both alike":                {changed, changed, changed, ""},
		"dropped, untouched":        {base, first, first, ""},
		"dropped, edited":           {edited, first, edited, "Mực mờ"},
		"removed by people":         {first, base, first, ""},
		"new on the page":           {base, grown, grown, ""},
		"people's own":              {own, base, own, ""},
		"people's own and new ones": {own, grown, grown + "\n## Của nhà\n\n1. Gọi anh Ba.\n", ""},
	} {
		got, kept := merge.Document(base, c.ours, c.theirs)
		if got != c.want || strings.Join(kept, ",") != c.kept {
			t.Errorf("%s: kept %q, got\n%s\nwant\n%s", name, kept, got, c.want)
		}
	}
}
