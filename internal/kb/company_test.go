package kb_test

import (
	"strings"
	"testing"

	"hotro/internal/kb"
	"hotro/internal/kb/kbtest"
)

const shop = `name = "Máy in An Phát"
hours = "Mon-Fri 08:00-12:00"

[[role]]
id = "owner"
label = "chủ văn phòng"
names = ["sếp"]

[reference]
id = "order"
label = "số đơn hàng"
names = ["mã đơn"]
pattern = 'AP-\d{6}'
examples = ["AP-240917"]
`

// A company calls its role as it likes: by that id in notes, by its names in prose.
func TestARoleOfItsOwn(t *testing.T) {
	doc := "# A\n## MOT_LOI\n1. In lại.\n<!-- step\nrole: owner\n-->\n2. Tắt máy (chỉ sếp mới làm được).\n\n# T\n"
	terms := "# Từ\n<!-- document\nkind: terms\n-->\n## Sếp\n<!-- term\nrole: owner\n-->\n\nNgười đứng tên hợp đồng.\n"
	g, findings, err := kb.Compile(kbtest.Docs("company.toml", shop, "a.md", doc, "t.md", terms))
	if err != nil || strings.Contains(findings.String(), "role") {
		t.Fatalf("got %v %v, want the role to be known", findings, err)
	}
	for _, s := range g.Topics[0].Steps {
		if s.Role == "" {
			t.Errorf("%q is given to everybody", s.Text)
		}
	}
	_, findings, err = kb.Compile(kbtest.Docs("company.toml", shop, "a.md", strings.Replace(doc, "role: owner", "role: boss", 1), "t.md", terms))
	if err == nil || !strings.Contains(findings.String(), "owner, none") {
		t.Errorf("got %v, want a remark that names the role there is", findings)
	}
}

// One slip in company.toml is one finding.
func TestOneSlipOfACompany(t *testing.T) {
	doc := "# A\n## MOT_LOI\n1. In lại.\n"
	for name, c := range map[string]struct{ old, new, code string }{
		"hours":   {`"Mon-Fri 08:00-12:00"`, `"Mon-Fri 8h-12h"`, "C012"},
		"pattern": {`'AP-\d{6}'`, `'AP-(\d{6}'`, "C008"},
	} {
		_, findings, _ := kb.Compile(kbtest.Docs("company.toml", strings.Replace(shop, c.old, c.new, 1), "a.md", doc))
		var codes []string
		for _, f := range findings {
			if strings.HasPrefix(f.Code(), "C") {
				codes = append(codes, f.Code())
			}
		}
		if strings.Join(codes, " ") != c.code {
			t.Errorf("%s: got %v, want %s alone", name, codes, c.code)
		}
	}
}
