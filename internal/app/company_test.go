package app_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hotro/internal/app"
	"hotro/internal/company"
	"hotro/internal/goldentest"
	"hotro/internal/kb"
	"hotro/internal/kb/finding"
	"hotro/internal/web/webtest"
	"hotro/prompts"
)

// calls are words of the shipped company's trade, in what another one says.
var calls = regexp.MustCompile(`(?i)stringee|call.?id|pcap|cuộc gọi|gọi (?:được|lại|thử|ra)|tổng đài|hotline|call-vn`)

// callsWork is how the outcome of a step is put where calls are made.
var callsWork = regexp.MustCompile(`(?i)gọi được rồi|gọi thử (?:một|lại|giúp)|\bcall works|make a call`)

// TestAPrinterShop talks with another company's assistant, whole talks. Nothing of
// the shipped company is said, and what it collects has the shop's own form.
func TestAPrinterShop(t *testing.T) {
	var all strings.Builder
	for _, lines := range [][]string{
		{"máy in bị kẹt giấy", "vẫn lỗi", "vẫn lỗi", "HD778", "DH123", "đơn của em là dh-123456", "cảm ơn em"},
		{"in ra mờ quá", "vẫn lỗi", "không phải em", "được rồi"},
		{"máy in bị kẹt giấy", "vẫn lỗi", "vẫn lỗi", "lấy ở đâu", "không có mã", "0912345678", "hôm qua", "ok"},
		{"máy nào tốt nhất", "chị là ai vậy", "gặp nhân viên"},
		{"printer jam KET_GIAY", "still failing", "talk to a person"},
	} {
		all.WriteString(talkWith(t, "testdata/printer", lines))
	}
	if m := calls.FindString(all.String()); m != "" {
		t.Errorf("the shop's assistant says %q:\n%s", m, all.String())
	}
	goldentest.Check(t, "testdata/printer/talks.txt", []byte(all.String()))
}

// talkWith plays one talk on a terminal and returns it.
func talkWith(t *testing.T, dir string, lines []string) string {
	t.Helper()
	cfg, err := app.LoadConfig([]string{"KB_DIR=" + dir, "DATA_DIR=" + t.TempDir(), "DESK_HOURS=Mon-Sun 00:00-24:00"}) // the hour of the test decides nothing
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	talk, err := app.NewTalk(t.Context(), cfg, slog.New(slog.DiscardHandler), &out, false)
	if err != nil {
		t.Fatal(err)
	}
	defer talk.Close()
	if err := talk.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		fmt.Fprintf(&out, "> %s\n", line)
		if err := talk.Say(t.Context(), line); err != nil {
			t.Fatal(err)
		}
	}
	return out.String() + "--\n"
}

// TestNoSentenceOfAllCompaniesNamesOne looks at every sentence that the shop's
// assistant, desk and pages could say. Lists of words to understand are not said.
func TestNoSentenceOfAllCompaniesNamesOne(t *testing.T) {
	p, problems, err := company.Load(os.DirFS("testdata/printer"))
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	for _, lang := range []string{"vi", "en"} {
		say, err := prompts.For(p, lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range say.Keys() {
			if strings.HasSuffix(key, "_words") || strings.HasPrefix(key, "dialog.tongue_") {
				continue
			}
			if m := callsWork.FindString(say.T(key)); m != "" {
				t.Errorf("%s in %s speaks of calls, %q: %s", key, lang, m, say.T(key))
			}
			if m := companyWord.FindString(say.T(key)); m != "" {
				t.Errorf("%s in %s says %q: %s", key, lang, m, say.T(key))
			}
			if m := regexp.MustCompile(`\{(?:company|product|try|works|ref)\}`).FindString(say.T(key)); m != "" {
				t.Errorf("%s in %s keeps its %s", key, lang, m)
			}
		}
	}
}

// TestANewCompanyRunsAtOnce makes a folder as bot init does, and talks with it.
func TestANewCompanyRunsAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cua-hang")
	if _, err := company.Init(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := company.Init(dir); err == nil {
		t.Error("a folder that holds something is written over")
	}
	got := talkWith(t, dir, []string{"bật không lên", "vẫn lỗi", "vẫn lỗi", "DH123456"})
	for _, want := range []string{"Công ty của tôi", "Giữ nút nguồn", "số đơn hàng", "`DH123456`"} {
		if !strings.Contains(got, strings.Trim(want, "`")) {
			t.Errorf("the talk lacks %s:\n%s", want, got)
		}
	}
}

// TestAPackThatLosesADocument: a ready reply of a pack stands at the desk with the
// address of its article, and not at all once that one is gone; the documents still
// stand, and checking them says what to delete.
func TestAPackThatLosesADocument(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/printer")); err != nil {
		t.Fatal(err)
	}
	replies := func() string {
		t.Helper()
		cfg, err := app.LoadConfig([]string{"KB_DIR=" + dir, "DATA_DIR=" + t.TempDir(), "PUBLIC_URL=https://shop.test", "DESK_LOGIN_SECRET=" + loginSecret, "TESSERACT_PATH=/none"})
		if err != nil {
			t.Fatal(err)
		}
		a, err := app.New(t.Context(), cfg, app.Options{Log: slog.New(slog.DiscardHandler), NoSync: true, Listener: newDeaf()})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		srv := httptest.NewServer(a)
		defer srv.Close()
		c := webtest.NewClient(t, func() string { return srv.URL })
		c.Get("/desk/login?token=" + loginSecret + "&name=Hoa")
		return c.Get("/desk/replies").Body
	}
	if got := replies(); !strings.Contains(got, "Hướng dẫn gỡ kẹt giấy") || !strings.Contains(got, "https://shop.test/chat?code=KET_GIAY") || strings.Contains(got, "desk.canned.") {
		t.Errorf("the desk's replies lack the pack's:\n%.2000s", got)
	}
	doc := filepath.Join(dir, "01-loi-in.md")
	text, err := os.ReadFile(doc)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(doc, []byte(strings.ReplaceAll(string(text), "KET_GIAY", "GIAY_KET")), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := replies(); strings.Contains(got, "Hướng dẫn gỡ kẹt giấy") {
		t.Error("a reply that leads nowhere is offered")
	}
	_, found, err := kb.Compile(os.DirFS(dir))
	if err != nil || !slices.ContainsFunc(found, func(f finding.Finding) bool {
		return f.Key == "company.article" && f.Severity == finding.Warning && f.File == company.File
	}) {
		t.Errorf("got %v, %v, want a warning at the line of the article", found, err)
	}
}
