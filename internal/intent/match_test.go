package intent_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"hotro/internal/intent"
	"hotro/internal/intent/evaluation"
	"hotro/internal/intent/intenttest"
	"hotro/internal/kb"
)

func TestMatchWords(t *testing.T) {
	m := intenttest.Matcher(t)
	for in, want := range map[string]string{
		"em nói mà khách không nghe thấy gì hết":                 "GET_USER_MEDIA_ERROR",
		"tai nghe cam vao ma may ko nhan":                        "GET_USER_MEDIA_ERROR",
		"vừa bấm gọi là tắt luôn, ko báo lỗi gì":                 "CALL_ENDS_IMMEDIATELY",
		"đổ chuông hoài mà khách bảo không thấy ai gọi":          "RINGING_NOT_CONNECTED",
		"so khach bi chan, go ra sao ad":                         "TO_NUMBER_NOT_ALLOWS_CALLOUT",
		"2 dua em xai chung 1 acc, đứa này gọi đứa kia báo bận":  "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"khoong goij dduowcj vì micro bị chặn":                   "GET_USER_MEDIA_ERROR",
		"hotlien bij xoas khoir heej thoongs roài":               "FROM_NUMBER_NOT_FOUND",
		"nhân viên mới vào chưa được thêm vô nhóm gọi ra":        "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT",
		"cho em gặp nhân viên hỗ trợ":                            "human",
		"noi chuyen vs nguoi that dc k":                          "human",
		"thời tiết hôm nay thế nào":                              "none",
		"khách gọi vào tổng đài mà máy em không đổ chuông":       "none",
		"tải file ghi âm ở đâu":                                  "none",
		"":                                                       "none",
		"😂😂":                                                     "none",
		strings.Repeat("a", 100_000):                             "none",
		strings.Repeat("fromnumbernotfuond", 6000):               "FROM_NUMBER_NOT_FOUND",
		strings.Repeat("la la ", 20000):                          "none",
		"call-vn-1-7EOLB370OL-1751008322530":                     "none",
		"em bị lỗi mic call-vn-1-7EOLB370OL-1751008322530 nha":   "GET_USER_MEDIA_ERROR",
		strings.Repeat("😀", 5000) + " FROM_NUMBER_NOT_FOUND":     "FROM_NUMBER_NOT_FOUND",
		"\xff\xfe\x00 đầu số của em biến mất khỏi hệ thống \x01": "FROM_NUMBER_NOT_FOUND",
	} {
		if got := intenttest.Said(m.Match(in)); got != want {
			t.Errorf("Match(%.60q) = %s, want %s", in, got, want)
		}
	}
}

// What fits every topic is a question with three candidates, never an answer.
func TestMatchVague(t *testing.T) {
	m := intenttest.Matcher(t)
	for _, in := range []string{"không gọi được", "em goi ko dc", "bị lỗi rồi", "gọi bị lỗi ad ơi", "sao không gọi được vậy"} {
		if r := m.Match(in); r.Intent != intent.KindAsk || len(r.Candidates) != 3 {
			t.Errorf("Match(%q) = %s %v, want a question with three candidates", in, intenttest.Said(r), r.Candidates)
		}
	}
}

// Two topics whose only common ground is their remedy are asked apart.
func TestMatchSharedRemedy(t *testing.T) {
	m := intenttest.Matcher(t)
	for _, in := range []string{"bật google dịch", "trang bị dịch", "gg dich dang bat", "trang tự dịch sang tiếng Việt"} {
		r := m.Match(in)
		if r.Shared != "google-dich" || intenttest.Said(r) != "ask AGENT_FROM_NOT_FOUND FROM_NUMBER_NOT_FOUND" {
			t.Errorf("Match(%q) = %s, shared %q, want both topics asked about", in, intenttest.Said(r), r.Shared)
		}
	}
	for in, want := range map[string]string{
		"dịch trang xong báo không tìm thấy số":         "FROM_NUMBER_NOT_FOUND",
		"dịch trang xong báo không tìm thấy agent":      "AGENT_FROM_NOT_FOUND",
		"AGENT_FROM_NOT_FOUND, em đang bật google dịch": "AGENT_FROM_NOT_FOUND",
	} {
		if got := intenttest.Said(m.Match(in)); got != want {
			t.Errorf("Match(%q) = %s, want %s", in, got, want)
		}
	}
}

// A plain wish for a person wins over a code beside it, and the topic is kept.
func TestMatchHumanBesideCode(t *testing.T) {
	r := intenttest.Matcher(t).Match("cho em gặp nhân viên, em bị FROM_NUMBER_NOT_FOUND")
	if r.Intent != intent.KindHuman || r.Code != "FROM_NUMBER_NOT_FOUND" || len(r.Candidates) != 1 {
		t.Errorf("got %+v, want human with the code's topic as candidate", r)
	}
	r = intenttest.Matcher(t).Match("FROM_NUMBER_NOT_FOUND nhờ bên mình hỗ trợ giúp em")
	if got, want := intenttest.Said(r), "FROM_NUMBER_NOT_FOUND"; got != want {
		t.Errorf("asking for help with a code: got %s, want %s", got, want)
	}
}

func TestLineJSON(t *testing.T) {
	l := intent.Line{"mã call-vn-1-7eolb370ol-1751008322530", intent.Result{Intent: intent.KindNone, Score: 0.5, Refs: nil}}
	b, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"text":"mã call-vn-1-7eolb370ol-1751008322530","intent":"none","topic":"","score":0.5,"candidates":[],"call_ids":[]}`
	if string(b) != want {
		t.Errorf("got  %s\nwant %s", b, want)
	}
	m := intenttest.Matcher(t)
	b, err = json.Marshal(intent.Line{l.Text, m.Match(l.Text)})
	if err != nil || !strings.Contains(string(b), `"call_ids":["call-vn-1-7EOLB370OL-1751008322530"]`) {
		t.Errorf("got %s, %v, want the call ID in canonical form", b, err)
	}
}

func TestNewSmallGuides(t *testing.T) {
	for name, g := range map[string]*kb.Guide{
		"no topic":         {},
		"one bare topic":   {Topics: []kb.Topic{{ID: "A", Title: "Máy in không in"}}},
		"code and no text": {Topics: []kb.Topic{{ID: "E_ONE_TWO", Codes: []string{"E_ONE_TWO"}}}},
		"only negatives":   {Outside: []string{"thời tiết"}},
	} {
		m := intenttest.New(t, g)
		for _, in := range []string{"", "máy in của em không in được", "E_ONE_TWO", "không gọi được", "gặp nhân viên"} {
			r := m.Match(in)
			if len(g.Topics) == 0 && (r.Intent == intent.KindTopic || r.Intent == intent.KindAsk || len(r.Candidates) > 0) {
				t.Errorf("%s: Match(%q) = %s, want no topic out of nothing", name, in, intenttest.Said(r))
			}
		}
		if got := intenttest.Said(m.Match("cho em gặp nhân viên hỗ trợ")); got != "human" {
			t.Errorf("%s: a person is asked for: got %s", name, got)
		}
	}
}

// Without any phrasing the sentences of a document must do.
func TestNewWithoutPhrases(t *testing.T) {
	g := &kb.Guide{Topics: []kb.Topic{
		{ID: "PRINTER", Title: "Máy in không in", Units: []string{"Máy in không in được hóa đơn", "Kiểm tra giấy và mực của máy in"}},
		{ID: "STOCK", Title: "Tồn kho sai", Units: []string{"Số lượng tồn kho bị sai so với thực tế", "Kiểm kê lại kho hàng"}},
	}}
	m := intenttest.New(t, g)
	for in, want := range map[string]string{"may in cua em khong in hoa don": "PRINTER", "tồn kho bị sai rồi": "STOCK"} {
		if r := m.Match(in); len(r.Candidates) == 0 || r.Candidates[0].Topic != want {
			t.Errorf("Match(%q) = %s %v, want %s first", in, intenttest.Said(r), r.Candidates, want)
		}
	}
}

func TestMatchBigGuide(t *testing.T) {
	g := intenttest.BigGuide(60)
	m := intenttest.New(t, g)
	right := 0
	for i := 0; i < len(g.Topics); i += 3 {
		topic := g.Topics[i]
		if got := intenttest.Said(m.Match("em gap " + strings.ToLower(topic.ID))); got != topic.ID {
			t.Errorf("code %s: got %s", topic.ID, got)
		}
		if r := m.Match("cho hỏi " + topic.Phrases[0]); slices.ContainsFunc(r.Candidates, func(c intent.Candidate) bool { return c.Topic == topic.ID }) {
			right++
		}
	}
	if right < 19 {
		t.Errorf("known phrasings found among the candidates: %d of 20, want 19 at least", right)
	}
}

// Two matchers of the same guide agree to the bit, and so do a thousand
// matches of one, from any number of goroutines.
func TestMatchIsDeterministic(t *testing.T) {
	lines := []string{"em gọi mà khách không nghe", "from number", "k goi dc", "trang bị dịch", "agent not found", "tai nghe nào tốt", "gọi là ngắt"}
	a, b := intenttest.Matcher(t), intenttest.New(t, intenttest.Guide(t))
	var want []intent.Result
	for _, in := range lines {
		want = append(want, a.Match(in))
		if diff := cmp.Diff(a.Match(in), b.Match(in)); diff != "" {
			t.Errorf("Match(%q) differs between two matchers (-a +b):\n%s", in, diff)
		}
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range 250 {
				k := i % len(lines)
				if diff := cmp.Diff(want[k], a.Match(lines[k])); diff != "" {
					t.Errorf("Match(%q) changed (-want +got):\n%s", lines[k], diff)
					return
				}
			}
		})
	}
	wg.Wait()
}

// Read gives what Match and Meanings give, for every line of the evaluation.
func TestReadIsMatchAndMeanings(t *testing.T) {
	m := intenttest.Matcher(t)
	files, err := filepath.Glob("../../knowledge/eval/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range files {
		r, err := os.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := evaluation.Read(r)
		if err := errors.Join(err, r.Close()); err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			for _, in := range []string{l.Text, l.Text + " call-vn-1-7EOLB370OL-1751008322530", "call-vn-1-7eolb370ol " + l.Text} {
				if diff := cmp.Diff(intent.Reading{Result: m.Match(in), Meanings: m.Meanings(in)}, m.Read(in), withoutActs); diff != "" {
					t.Errorf("Read(%q) differs from Match and Meanings (-want +got):\n%s", in, diff)
				}
				n++
			}
		}
	}
	if n < 3000 {
		t.Errorf("%d lines read, want 3000 at least", n)
	}
}

func FuzzMatch(f *testing.F) {
	for _, s := range []string{
		"", "em bị FROM_NUMBER_NOT_FOUND", "agent not found", "lỗi 18", "trang bị dịch", "FROM_", "_ _ _", "call-vn-1-", "\xff", "ＦＲＯＭ＿", "aaaaaaaaaaaaaaaaaaaaaaaa", "khoong goij",
		"A_B_C_D_E_F", "18", "https://x.vn/thank-you", "không đủ tiền trong tài khoản", strings.Repeat("number not found ", 70),
	} {
		f.Add(s)
	}
	m := intenttest.Matcher(f)
	topics := map[string]bool{}
	for _, t := range intenttest.Guide(f).Topics {
		topics[t.ID] = true
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := m.Match(s)
		if err := consistent(r, topics); err != nil {
			t.Fatalf("Match(%q) = %+v: %v", s, r, err)
		}
		says := m.Meanings(s)
		for i, x := range says.Matches {
			if x.Strength <= 0 || x.Strength > 1 || i > 0 && says.Matches[i-1].Strength < x.Strength {
				t.Fatalf("Meanings(%q) = %+v, want strengths from 1 down to above 0", s, says)
			}
		}
		if diff := cmp.Diff(intent.Reading{Result: r, Meanings: says}, m.Read(s), withoutActs); diff != "" {
			t.Fatalf("Read(%q) differs from Match and Meanings (-want +got):\n%s", s, diff)
		}
	})
}

// withoutActs leaves aside what only Read tells.
var withoutActs = cmpopts.IgnoreFields(intent.Reading{}, "Acts", "Plain")

// consistent checks what every result must keep.
func consistent(r intent.Result, topics map[string]bool) error {
	switch {
	case r.Intent == intent.KindTopic && !topics[r.Topic]:
		return fmt.Errorf("topic %q is not in the guide", r.Topic)
	case r.Intent != intent.KindTopic && r.Topic != "":
		return fmt.Errorf("a topic without being one")
	case r.Intent == intent.KindAsk && len(r.Candidates) == 0, len(r.Candidates) > 3:
		return fmt.Errorf("%d candidates", len(r.Candidates))
	case r.Score < 0 || r.Score > 1:
		return fmt.Errorf("score %v", r.Score)
	case r.Uncovered && (r.Intent != intent.KindNone || r.Code == ""):
		return fmt.Errorf("uncovered with intent %s and code %q", r.Intent, r.Code)
	}
	for _, c := range r.Candidates {
		if !topics[c.Topic] || c.Score < 0 || c.Score > 1 {
			return fmt.Errorf("candidate %+v", c)
		}
	}
	return nil
}

// TestALongLineCostsNoMoreThanItsBeginning: what stands far below is not read,
// and nothing that anybody pastes holds up the next user.
func TestALongLineCostsNoMoreThanItsBeginning(t *testing.T) {
	m := intenttest.Matcher(t)
	for name, s := range map[string]string{
		"a word without an end": strings.Repeat("x", 3<<20),
		"words":                 strings.Repeat("gọi không được ", 1<<18),
		"call IDs":              strings.Repeat("call-vn-1-ABCDEF-1234567890123 ", 1<<16),
	} {
		if r := m.Read(s + " FROM_NUMBER_NOT_FOUND"); r.Result.Topic != "" {
			t.Errorf("%s: read to its end: %+v", name, r.Result.Topic)
		}
	}
	if r := m.Read("FROM_NUMBER_NOT_FOUND " + strings.Repeat("x", 1<<20)); r.Result.Topic != "FROM_NUMBER_NOT_FOUND" {
		t.Errorf("the code in front was read as %q", r.Result.Topic)
	}
}

// TestALinkIsNoSpeech: of a web address only a code is read.
func TestALinkIsNoSpeech(t *testing.T) {
	m := intenttest.Matcher(t)
	if r := m.Read("https://x.vn/thank-you/loi-micro"); len(r.Meanings.Matches) > 0 || r.Result.Intent != intent.KindNone {
		t.Errorf("words in a link: got %+v, want nothing", r)
	}
	if got := m.Match("https://x.vn/?e=FROM_NUMBER_NOT_FOUND").Code; got != "FROM_NUMBER_NOT_FOUND" {
		t.Errorf("a code in a link: got %q", got)
	}
	if with, without := m.Match("lỗi micro https://x.vn/thank-you"), m.Match("lỗi micro"); with.Topic != without.Topic || with.Topic == "" {
		t.Errorf("words beside a link: got %q, want %q", with.Topic, without.Topic)
	}
}

// TestCovers: of some texts, the one that says most of a line, and of two that
// say as much the shorter.
func TestCovers(t *testing.T) {
	m := intenttest.Matcher(t)
	texts := []string{"Tải lại trang rồi gọi lại.", "Tắt Google Dịch của trình duyệt đang dùng.", "Tắt Google Dịch của trình duyệt đang dùng, tải lại trang rồi gọi lại cho khách hàng."}
	for _, c := range []struct {
		line  string
		at    int
		share float64
	}{{"tắt google dịch", 1, 1}, {"tắt google dịch rồi tải lại trang", 2, 1}, {"mua tai nghe mới", -1, 0}} {
		if at, share := m.Covers(c.line, texts); at != c.at || share < c.share-0.01 {
			t.Errorf("%q: got text %d for %.2f, want %d for %.2f", c.line, at, share, c.at, c.share)
		}
	}
}
