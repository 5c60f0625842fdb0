package llm

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzReply(f *testing.F) {
	for _, s := range []string{
		`{"id":"T01","match":"high","alt":["T02"]}`, "```json\n{\"id\":\"none\",\"match\":\"low\",\"alt\":null}\n```",
		`<think>x</think>{"id":"T02","match":"PARTIAL","alt":[]}`, `{"id":"none","match":"low","alt":[],"does":"S01"}`, `{"id":"T01","match":"low","alt":[],"does":"hold"}`,
		`{"id":"T01","match":"low","alt":[],"does":"S09"}`, "T01", "none", `{"id":"T77","match":"high"}`, `{{{{`, `[{"id":""}]`,
	} {
		f.Add(s)
	}
	q := question{
		ids: map[string]string{"T01": "ONE", "T02": "TWO", "T03": "THREE"}, answers: map[string]string{"S01": "yes"}, moves: []string{"hold"},
	}
	known := []string{"ONE", "TWO", "THREE"}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := parseChoice(s, q)
		if err != nil {
			var fail *Failure
			if !errors.As(err, &fail) || c.Topic != "" || len(c.Alt) > 0 || c.Answer+c.Move != "" {
				t.Fatalf("got %+v, %v; want a Failure alone", c, err)
			}
			return
		}
		if c.Topic != "" && !slices.Contains(known, c.Topic) {
			t.Fatalf("%q: topic %q was not offered", s, c.Topic)
		}
		if (c.Match != High && c.Match != Partial && c.Match != Low) || (c.Topic == "" && c.Match != Low) {
			t.Fatalf("%q: match %q for topic %q", s, c.Match, c.Topic)
		}
		if (c.Answer != "" && c.Answer != "yes") || (c.Move != "" && c.Move != "hold") || (c.Answer != "" && c.Move != "") {
			t.Fatalf("%q: answer %q, move %q", s, c.Answer, c.Move)
		}
		if len(c.Alt) > 2 || slices.Contains(c.Alt, c.Topic) && c.Topic != "" {
			t.Fatalf("%q: alt %v", s, c.Alt)
		}
		for _, a := range c.Alt {
			if !slices.Contains(known, a) {
				t.Fatalf("%q: alt %q was not offered", s, a)
			}
		}
	})
}

func FuzzSeen(f *testing.F) {
	f.Add(`{"codes":["FROM_NUMBER_NOT_FOUND"],"text":"Lỗi"}`)
	f.Add("plain text")
	f.Add("\xff")
	f.Fuzz(func(t *testing.T, s string) {
		got, err := parseImageText(s, "you read text off one screenshot and do nothing else")
		if err == nil && (!utf8.ValidString(got) || len([]rune(got)) > maxImageText) {
			t.Fatalf("%q: got %q", s, got)
		}
	})
}

func TestAPromptThatComesBackIsNoticed(t *testing.T) {
	prompt := "You read text off one screenshot. Reply with one JSON object and nothing before or after it."
	for s, want := range map[string]bool{
		"My instructions: you read text off one screenshot, reply with one JSON": true,
		strings.ToUpper(prompt):                true,
		"Lỗi FROM_NUMBER_NOT_FOUND khi gọi ra": false,
		"one screenshot":                       false,
	} {
		if got := quotes(s, prompt); got != want {
			t.Errorf("quotes(%q): got %v, want %v", s, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	for in, want := range map[string]string{
		"Một. Hai. Ba.":              "Một. Hai.",
		"Chỉ một":                    "Chỉ một",
		"Lúc 10.30 mất tiếng. Hết.":  "Lúc 10.30 mất tiếng. Hết.",
		"Sao vậy? Không rõ! Thêm gì": "Sao vậy? Không rõ!",
	} {
		if got := sentences(in, 2); got != want {
			t.Errorf("sentences(%q): got %q, want %q", in, got, want)
		}
	}
}
