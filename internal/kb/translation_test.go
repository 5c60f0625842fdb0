package kb_test

import (
	"strings"
	"testing"

	"hotro/internal/kb"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/kbtest"
)

const topicVi = `# Lỗi

## FROM_NUMBER_NOT_FOUND
<!-- topic
name: không tìm thấy số
ask: Trang có bị dịch không ạ?
-->

Không tìm thấy số hotline.

### Đang bật dịch
<!-- cause
answer: Có, đang dịch | bị dịch
-->

1. Mở **Cài đặt**, tắt dịch theo mục [Tắt dịch](bai.md), rồi gọi lại.

### Số đã bị xóa
<!-- cause
answer: Không dịch
-->

Số bị xóa thì không gọi được.

1. Báo team hỗ trợ Stringee.

Khi có bản tin (PCAP), anh/chị chuyển cho nhà mạng.
`

const articleVi = `# Bài
<!-- document kind: articles -->

## Tắt dịch
<!-- topic id: tat-dich -->

1. Bấm biểu tượng dịch, rồi gọi lại.
`

const topicEn = `# Errors
<!-- document lang: en -->

## FROM_NUMBER_NOT_FOUND
<!-- topic
name: number not found
label: Number not found
ask: Is the page translated?
-->

The hotline was not found. The cases:

- Translation is on.
- The number was removed.

### Translation is on
<!-- cause
answer: Yes, it is | it is translated
-->

1. Open **Cài đặt** (Settings), turn translation off as in [Turn it off](bai.md), then call again. See also [the list](bai.md).

### The number was removed
<!-- cause
answer: No
-->

Only an account with admin rights can do this.

A number that was removed cannot call.

1. Tell support.

When you have the PCAP, pass it on to the carrier.
`

const articleEn = `# Article
<!-- document
kind: articles
lang: en
-->

## Turn translation off
<!-- topic id: tat-dich -->

1. Click the icon, then call again.
`

func translated(topic, article string) []string {
	return []string{"loi.md", topicVi, "bai.md", articleVi, "en/loi.md", topic, "en/bai.md", article}
}

// TestTranslation: a guide in another language has its own words, and the ids,
// hashes, roles, links and ways to answer of the guide it is.
func TestTranslation(t *testing.T) {
	g := kbtest.Compile(t, kbtest.Docs(translated(topicEn, articleEn)...))
	en := g.In("en")
	own, _ := g.Topic("FROM_NUMBER_NOT_FOUND")
	tp, _ := en.Topic("FROM_NUMBER_NOT_FOUND")
	if en.Version != g.Version || tp.ID != own.ID || tp.Hash != own.Hash || tp.Lang != "en" || own.Lang != "" {
		t.Errorf("got %s %q hash %s version %s, want the guide's own", tp.ID, tp.Lang, tp.Hash, en.Version)
	}
	if tp.Name != "number not found" || tp.Ask != "Is the page translated?" || tp.Intro != "The hotline was not found." {
		t.Errorf("got name %q, ask %q, intro %q", tp.Name, tp.Ask, tp.Intro)
	}
	yes, no := tp.Causes[0], tp.Causes[1]
	if yes.Answer != "Yes, it is" || !strings.Contains(strings.Join(yes.Says, "|"), "bị dịch") || yes.ID != own.Causes[0].ID {
		t.Errorf("got the answer %q, also said as %q; want the Vietnamese ways among them", yes.Answer, yes.Says)
	}
	s := yes.Steps[0]
	if s.Text != "Open **Cài đặt** (Settings), turn translation off as in **Turn it off**, then call again." && !strings.HasSuffix(s.Text, "then call again.") || s.Links[0].Article != "tat-dich" || s.Links[0].Label != "Turn it off" || s.Hash != own.Causes[0].Steps[0].Hash {
		t.Errorf("got the step %q with links %v", s.Text, s.Links)
	}
	if no.Steps[0].Kind != kb.Tell || no.Steps[1].Kind != kb.Handoff || !strings.HasPrefix(no.Steps[1].After, "When you have the PCAP") {
		t.Errorf("got the steps %+v", no.Steps)
	}
	if fr := g.In("fr"); fr != g {
		t.Error("a language without words is not the guide's own")
	}
}

// TestPartOfATranslation: a topic that only says what it is about keeps the
// steps of the guide, and they say of which language they are.
func TestPartOfATranslation(t *testing.T) {
	about := "# Errors\n<!-- document lang: en -->\n\n## FROM_NUMBER_NOT_FOUND\n<!-- topic name: number not found -->\n\nThe hotline was not found.\n"
	g := kbtest.Compile(t, kbtest.Docs(translated(about, articleEn)...))
	tp, _ := g.In("en").Topic("FROM_NUMBER_NOT_FOUND")
	if tp.Lang != "en" || tp.Causes[0].Steps[0].Lang != "" || tp.Causes[0].Steps[0].Text == "" {
		t.Errorf("got %q with the step %+v, want English words about the Vietnamese step", tp.Lang, tp.Causes[0].Steps[0])
	}
}

// TestTranslationFaults: what would make a talk jump between languages, or lose
// a step, is found where it stands.
func TestTranslationFaults(t *testing.T) {
	for want, c := range map[string][2]string{
		"translation.unknown": {"## FROM_NUMBER_NOT_FOUND", "## FROM_NUMBER_NOT_FOUNT"},
		"translation.causes":  {"### The number was removed", "The number was removed."},
		"translation.steps":   {"1. Tell support.", "1. Tell support.\n2. Wait."},
		"translation.after":   {"When you have the PCAP, pass it on to the carrier.", ""},
		"translation.link":    {"[Turn it off](bai.md)", "the article"},
		"translation.key":     {"name: number", "codes: X_Y\nname: number"},
		"translation.ask":     {"ask: Is the page translated?", ""},
		"translation.left":    {"The hotline was not found. The", "Số hotline was not found. The"},
		"translation.label":   {"label: Number not found", "label: The number of the hotline was not found by the system"},
		"translation.kind":    {"lang: en", "\nlang: en\nkind: outside\n"},
		"comment.lang":        {"lang: en", "lang: English"},
	} {
		text := strings.Replace(topicEn, c[0], c[1], 1)
		if want == "translation.link" {
			text = strings.Replace(text, " See also [the list](bai.md).", "", 1)
		}
		_, findings, _ := kb.Compile(kbtest.Docs(translated(text, articleEn)...))
		found := false
		for _, f := range findings {
			found = found || f.Key == want && f.File == "en/loi.md" && f.Line > 1 && f.Severity != finding.Info
		}
		if !found {
			t.Errorf("%s: got\n%s", want, findings)
		}
	}
}

// TestWhatHasNoTranslationIsTold: an author sees what is still to translate.
func TestWhatHasNoTranslationIsTold(t *testing.T) {
	_, findings, err := kb.Compile(kbtest.Docs("loi.md", topicVi, "bai.md", articleVi, "en/bai.md", articleEn))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Key == "translation.missing" && f.File == "loi.md" {
			return
		}
	}
	t.Errorf("nothing tells that the topic has no translation:\n%s", findings)
}
