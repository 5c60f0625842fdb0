package app_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"hotro/internal/app"
	"hotro/internal/kb"
)

func TestFromAnErrorToAHandoffOnTelegram(t *testing.T) {
	w := newWorld(t, nil)
	lan := w.person(101, "Lan")
	lan.Says("REQUEST_ANSWER_URL_ERROR")
	lan.hears("REQUEST_ANSWER_URL_ERROR", "mã cuộc gọi")
	lan.Presses("Mã lấy ở đâu?")
	lan.hears("Lịch sử cuộc gọi")
	lan.Says("call-vn-1-7EOLB370OL-1751008322530")
	lan.hears("call-vn-1-7EOLB370OL-1751008322530")
	lan.hears("#1")
}

// topics are the ids of the nine topics.
func topics(t testing.TB) []kb.Topic {
	t.Helper()
	g, err := app.LoadGuide("")
	if err != nil {
		t.Fatal(err)
	}
	if len(g.KB.Topics) != 9 {
		t.Fatalf("the documents hold %d topics, want 9", len(g.KB.Topics))
	}
	return g.KB.Topics
}

// next is how a user goes on when nothing helps, by what the screen offers.
func next(labels []string) string {
	for _, want := range []string{"Vẫn lỗi", "Không rõ", "Có quyền Admin", "Không có mã", "Gửi luôn cho nhân viên"} {
		if slices.Contains(labels, want) {
			return want
		}
	}
	return ""
}

// TestEveryTopicToItsEnd walks the nine topics until a person is called: once
// by buttons alone, once by typed words alone.
func TestEveryTopicToItsEnd(t *testing.T) {
	words := map[string]string{
		"Vẫn lỗi": "vẫn lỗi ạ", "Không rõ": "em không rõ", "Có quyền Admin": "em có quyền admin",
		"Không có mã": "em không có mã", "Gửi luôn cho nhân viên": "cho em gặp nhân viên",
	}
	w := newWorld(t, nil)
	for i, tp := range topics(t) {
		t.Run(tp.ID+"/buttons", func(t *testing.T) {
			t.Parallel()
			p := w.person(int64(200+i), "Nút")
			p.Starts("")
			p.hears("dòng chữ báo lỗi")
			p.Presses("Lỗi khác")
			menu := p.hears("Anh/chị chọn lỗi")
			p.Presses(menu.Labels()[i])
			toTheEnd(t, p, func(label string) { p.Presses(label) })
		})
		t.Run(tp.ID+"/words", func(t *testing.T) {
			t.Parallel()
			p := w.person(int64(300+i), "Chữ")
			name := tp.Title
			if len(tp.Codes) > 0 {
				name = tp.Codes[0]
			}
			p.Says("em bị lỗi " + name)
			toTheEnd(t, p, func(label string) { p.Says(words[label]) })
		})
	}
}

func toTheEnd(t *testing.T, p *person, answer func(label string)) {
	t.Helper()
	for range 20 {
		m := p.hears()
		if strings.Contains(m.Text, "yêu cầu #") {
			return
		}
		if label := next(m.Labels()); label != "" {
			answer(label)
		}
	}
	t.Fatalf("no person was called:\n%s", p.heard())
}

// TestTwoHundredAtOnce: each gets the own answers, in order.
func TestTwoHundredAtOnce(t *testing.T) {
	w := newWorld(t, nil)
	list := topics(t)
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			p := w.person(int64(10_000+i), fmt.Sprintf("User %d", i))
			code := list[i%7].Codes[0]
			p.Says(code)
			first := p.hears(code)
			p.Says("gặp nhân viên")
			p.hears("yêu cầu #")
			for _, m := range p.Heard() {
				for _, other := range list {
					if len(other.Codes) > 0 && other.Codes[0] != code && strings.Contains(m.Text, "("+other.Codes[0]+")") {
						t.Errorf("user %d asked about %s and heard of %s", i, code, other.Codes[0])
					}
				}
			}
			if first.Text == "" {
				t.Errorf("user %d heard nothing", i)
			}
		})
	}
	wg.Wait()
}

// TestRestartInTheMiddle: the conversation goes on where it was, and nothing
// is answered twice.
func TestRestartInTheMiddle(t *testing.T) {
	w := newWorld(t, nil)
	p := w.person(77, "Minh")
	p.Says("FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT")
	p.hears("FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT")
	w.restart()
	p.Presses("Tất cả đều bị")
	p.hears("Admin")
	w.restart()
	p.Says("em có quyền admin")
	p.hears("Cho phép gọi ra")
	if n := len(p.Heard()); n != 3 {
		t.Errorf("three inputs were answered %d times:\n%s", n, p.heard())
	}
}

// TestBadInput: whatever arrives, the next line is answered and the log stays
// free of the token.
func TestBadInput(t *testing.T) {
	w := newWorld(t, nil)
	p := w.person(55, "Hoa")
	p.Says("FROM_NUMBER_NOT_FOUND")
	old := p.hears("FROM_NUMBER_NOT_FOUND")
	p.Says(" ")
	p.hears()
	p.Says(strings.Repeat("dài lắm ", 12_500))
	p.hears("dài quá")
	p.Says(strings.Repeat("🙂", 5000))
	p.hears()
	p.Says("\u0000\ufffd\u202e\ufeff") // that a line is empty is said once in a minute
	p.PressesOn(old.ID, "'; DROP TABLE users; --")
	p.hears()
	p.PressesOn(999_999, "s1:ok")
	p.hears()
	for _, raw := range []string{`{"poll":{"id":"1"}}`, `{"message":{"chat":"not an object"}}`, `[]`, `{"message":{}}`, `{"callback_query":{"id":"9"}}`, `7`} {
		w.tg.PushUpdate(raw)
	}
	p.Says("AGENT_FROM_NOT_FOUND")
	p.hears("AGENT_FROM_NOT_FOUND")
	if s := w.log.String(); strings.Contains(s, "TEST-token") || strings.Contains(s, "dài lắm") {
		t.Error("the log holds the token or a customer's words")
	}
	if strings.Contains(w.log.String(), `"level":"ERROR"`) {
		t.Errorf("bad input made errors:\n%s", tail(w.log.String()))
	}
}

// TestAnswerInsideTheWebhook: the reply goes out in the answer to the call, and
// once, also when Telegram does not get that answer and calls again.
func TestAnswerInsideTheWebhook(t *testing.T) {
	w := newWorld(t, map[string]string{"TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": "mot-bi-mat", "TELEGRAM_WEBHOOK_REPLY": "true"})
	p := w.person(67, "Tú")
	p.Says("TO_NUMBER_NOT_ALLOWS_CALLOUT")
	p.hears("TO_NUMBER_NOT_ALLOWS_CALLOUT")
	p.Presses("Vẫn lỗi")
	p.hears("yêu cầu #1")
	p.Says("menu")
	p.hears("Anh/chị chọn lỗi")
	if got := w.metrics(); !strings.Contains(got, `hotro_sends_total{channel="telegram",result="handed"}`) {
		t.Errorf("no answer went out inside the webhook's answer:\n%s", got)
	}
}

// TestWebhookMode: the same over a webhook, forged calls refused.
func TestWebhookMode(t *testing.T) {
	w := newWorld(t, map[string]string{"TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": "mot-bi-mat"})
	p := w.person(66, "Tú")
	p.Says("TO_NUMBER_NOT_ALLOWS_CALLOUT")
	p.hears("TO_NUMBER_NOT_ALLOWS_CALLOUT")
}
