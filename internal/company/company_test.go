package company_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"hotro/internal/company"
	"hotro/internal/reference"
)

// printers is a small pack that is right.
const printers = `
name = "Mực In Xanh"
product = "máy in"

[reference]
id = "order"
label = "số đơn hàng"
pattern = 'DH-?\d{6}'
examples = ["DH123456", "dh-123456"]

[[reference.miss]]
pattern = 'HD-?\d+'
examples = ["HD-778"]
say = "Số {id} là số hóa đơn."

[[detail]]
id = "phone"
kind = "phone"
label = "số điện thoại đặt hàng"
`

func load(t *testing.T, text string) (*company.Pack, []company.Problem) {
	t.Helper()
	p, problems, err := company.Load(fstest.MapFS{company.File: {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return p, problems
}

func TestACompanysOwnReference(t *testing.T) {
	p, problems := load(t, printers)
	if len(problems) > 0 {
		t.Fatalf("got %v, want no problem", problems)
	}
	g := p.Reference.Grammar
	rest, found, bad := g.Cut("đơn dh-123456, DH654321 và hd-99 bị lỗi; xdh1234567 thì không")
	if want := "đơn ,  và  bị lỗi; xdh1234567 thì không"; rest != want || fmt.Sprint(found) != "[DH-123456 DH654321]" || len(bad) != 1 || bad[0].Text != "hd-99" {
		t.Errorf("got %q, %q, %+v", rest, found, bad)
	}
	if miss := p.Reference.Misses[0]; miss.Fault != bad[0].Fault || !strings.Contains(miss.Say.In("vi"), "hóa đơn") {
		t.Errorf("got %+v, want what is said of %+v", miss, bad[0])
	}
	for data, want := range map[string]string{"KET_GIAY-DH123456": "KET_GIAY|DH123456", "DH123456": "|DH123456", "KET_GIAY": "KET_GIAY|", "KET_GIAY DH12": "KET_GIAY|DH12"} {
		if code, ref := g.Open(data); code+"|"+ref != want {
			t.Errorf("a link with %s: got %s|%s, want %s", data, code, ref, want)
		}
	}
	if len(p.Roles) != 1 || p.Roles[0].ID != "admin" {
		t.Errorf("got roles %v, want the administrator that every house has", p.Roles)
	}
}

func TestACompanyWithoutAReference(t *testing.T) {
	p, problems := load(t, `name = "Tiệm hoa"`)
	if len(problems) > 0 || len(p.Wants()) > 0 {
		t.Errorf("got %v, %v, want nothing to ask for and no problem", p.Wants(), problems)
	}
	if rest, found, bad := p.Reference.Grammar.Cut("call-vn-1-7EOLB370OL-1751008322530"); found != nil || bad != nil || rest == "" {
		t.Errorf("got %q, %v, %v, want nothing found", rest, found, bad)
	}
}

func TestProblemsOfAPack(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no TOML":         {"name = \"A\"\nproduct = máy", "company.toml:2 company.syntax"},
		"unknown key":     {printers + "\n[[role]]\nid = \"x\"\nlable = \"y\"\nlabel = \"z\"\n", "company.toml:23 company.key key=lable near=label"},
		"unknown table":   {printers + "\n[refrence]\nid = \"a\"\n", "company.toml:21 company.key key=refrence near=reference"},
		"no name":         {"product = \"máy in\"", "company.toml:1 company.missing key=name"},
		"no label":        {"name = \"A\"\n[[detail]]\nid = \"phone\"\nkind = \"phone\"", "company.toml:3 company.missing key=label"},
		"no form":         {"name = \"A\"\n[reference]\nid = \"a\"\nlabel = \"b\"", "company.toml:2 company.missing key=pattern"},
		"bad pattern":     {"name = \"A\"\n[reference]\nid = \"a\"\nlabel = \"b\"\npattern = '[A-'", "company.toml:5 company.pattern pattern=[A-"},
		"empty pattern":   {"name = \"A\"\n[reference]\nid = \"a\"\nlabel = \"b\"\npattern = '\\d*'", "company.toml:5 company.pattern"},
		"wrong example":   {strings.Replace(printers, `"dh-123456"`, `"DX1"`, 1), "company.toml:9 company.example example=DX1"},
		"no near miss":    {strings.Replace(printers, `"HD-778"`, `"DH-778899"`, 1), "company.toml:13 company.miss example=DH-778899"},
		"unknown kind":    {strings.Replace(printers, `kind = "phone"`, `kind = "phones"`, 1), "company.toml:18 company.unknown value=phones near=phone"},
		"bad id":          {strings.Replace(printers, `id = "phone"`, `id = "Số"`, 1), "company.toml:17 company.id id=Số"},
		"one id twice":    {strings.Replace(printers, `id = "phone"`, `id = "order"`, 1), "company.twice id=order"},
		"no integration":  {"name = \"A\"\nintegration = \"stringe\"", "company.toml:2 company.unknown value=stringe near=stringee"},
		"unknown grammar": {"name = \"A\"\n[reference]\nid = \"a\"\nlabel = \"b\"\ngrammar = \"abc\"", "company.toml:5 company.unknown value=abc"},
	} {
		_, problems := load(t, c.text)
		if len(problems) == 0 || !strings.Contains(told(problems[0]), c.want) {
			t.Errorf("%s: got %v, want %s first", name, problems, c.want)
		}
		if len(problems) > 1 {
			t.Errorf("%s: got %v, want one problem for one slip", name, problems)
		}
	}
}

func told(p company.Problem) string {
	s := fmt.Sprintf("%s:%d %s", p.File, p.Line, p.Key)
	for i := 0; i+1 < len(p.Values); i += 2 {
		s += " " + p.Values[i] + "=" + p.Values[i+1]
	}
	return s
}

func TestOwnSentences(t *testing.T) {
	fsys := fstest.MapFS{
		company.File:  {Data: []byte(printers)},
		"say/vi.toml": {Data: []byte("[dialog]\nhello = \" Chào bạn \"\nwords = 3\n")},
	}
	p, problems, err := company.Load(fsys)
	if err != nil || len(problems) != 1 || told(problems[0]) != "say/vi.toml:3 company.text key=words" {
		t.Errorf("got %v, %v, want one problem in say/vi.toml", problems, err)
	}
	if got := p.OwnWords("vi")["dialog.hello"]; got != "Chào bạn" {
		t.Errorf("got %q", got)
	}
}

func TestTheShippedCompany(t *testing.T) {
	p := company.Shipped()
	id := "call-vn-1-7EOLB370OL-1751008322530"
	if got, ok := reference.Parse(p.Reference.Grammar, "call vn 1 7EOLB370OL 1751008322530"); !ok || got != id {
		t.Errorf("got %q, %v, want %s", got, ok, id)
	}
	if p.First(company.Phone) != "hotline" || p.First(company.Time) != "time" || p.First(company.Account) != "agent" {
		t.Errorf("got %+v", p.Details)
	}
}
