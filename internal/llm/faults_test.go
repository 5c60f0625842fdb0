package llm_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/budget"
	"hotro/internal/llm"
	"hotro/internal/llm/llmtest"
	"hotro/internal/store"
)

// Every way a server is known to fail ends in a named outcome, and the error
// quotes neither the key, nor the user, nor the server.
func TestEveryFaultOfAServerIsAnError(t *testing.T) {
	const said = "em tên Hương Canary gọi 0912345678 không được"
	echo := func(q llmtest.Question) string { return fmt.Sprintf(`{"error":{"message":%q}}`, "bad input: "+q.User) }
	for _, tc := range []struct {
		name  string
		reply llmtest.Reply
		want  llm.Outcome
	}{
		{"drops", llmtest.Reply{Drop: true}, llm.Network},
		{"nothing", llmtest.Reply{Status: 200}, llm.Network},
		{"cut off", llmtest.Reply{Body: `{"choices":[{"mess`}, llm.Network},
		{"HTML", llmtest.Reply{Body: "<html>busy</html>"}, llm.Junk},
		{"another kind", llmtest.Reply{Body: `{"choices":"x"}`}, llm.Junk},
		{"huge", llmtest.Reply{Body: `{"choices":[{"message":{"content":"` + strings.Repeat("x", 1<<20) + `"}}]}`}, llm.Junk},
		{"empty object", llmtest.Reply{Body: "{}"}, llm.Empty},
		{"no choices", llmtest.Reply{Body: `{"choices":[]}`}, llm.Empty},
		{"null choices", llmtest.Reply{Body: `{"choices":null}`}, llm.Empty},
		{"error with status 200", llmtest.Reply{Body: `{"error":{"message":"overloaded"}}`}, llm.Empty},
		{"empty content", llmtest.Reply{}, llm.Empty},
		{"refusal", llmtest.Reply{Refusal: "I can't help with that."}, llm.Refused},
		{"filtered", llmtest.Reply{Content: "x", Finish: "content_filter"}, llm.Refused},
		{"filtered by status", llmtest.Reply{Status: 400, Body: `{"error":{"message":"x","code":"content_filter"}}`}, llm.Refused},
		{"truncated", llmtest.Reply{Content: `{"id":"T0`, Finish: "length"}, llm.Truncated},
		{"prose", llmtest.Reply{Content: "I am a teapot."}, llm.Junk},
		{"wrong schema", llmtest.Reply{Content: `{"topic":"T01","confidence":0.9}`}, llm.Junk},
		{"wrong types", llmtest.Reply{Content: `{"id":1,"match":true}`}, llm.Junk},
		{"no match", llmtest.Reply{Content: `{"id":"T01"}`}, llm.Junk},
		{"braces", llmtest.Reply{Content: strings.Repeat("{", 5000)}, llm.Junk},
		{"unknown id", llmtest.Choose("T77", "high"), llm.UnknownID},
		{"a topic's own name", llmtest.Choose("GET_USER_MEDIA_ERROR", "high"), llm.UnknownID},
		{"429", llmtest.Reply{Status: 429, Body: `{"error":{"message":"slow down","type":"requests"}}`, Header: map[string]string{"Retry-After": "7"}}, llm.Busy},
		{"429 no credit", llmtest.Reply{Status: 429, Body: `{"error":{"message":"x","type":"insufficient_quota","code":"insufficient_quota"}}`}, llm.Quota},
		{"500", llmtest.Reply{Status: 500, Body: `{"error":{"message":"x","type":"server_error"}}`}, llm.Server},
		{"502 HTML", llmtest.Reply{Status: 502, Body: "<html>Bad Gateway</html>"}, llm.Server},
		{"error as text", llmtest.Reply{Status: 404, Body: `{"error":"model 'x' not found"}`}, llm.Rejected},
		{"detail", llmtest.Reply{Status: 422, Body: `{"detail":[{"loc":["body"]}]}`}, llm.Rejected},
		{"wrong key", llmtest.Reply{Status: 401, Body: `{"error":{"message":"Incorrect API key: ` + llmtest.Key + `","code":"invalid_api_key"}}`}, llm.Denied},
		{"redirect", llmtest.Reply{Status: 302, Header: map[string]string{"Location": "http://127.0.0.1:1/"}}, llm.Network},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := llmtest.New(t, func(q llmtest.Question) llmtest.Reply {
				r := tc.reply
				if strings.Contains(r.Body, "bad") {
					r.Body = echo(q)
				}
				return r
			})
			got, err := llmtest.Model(t, s).Choose(t.Context(), "u", llm.Line{Text: said, Topics: topics})
			if llm.OutcomeOf(err) != tc.want || got.Topic != "" {
				t.Fatalf("got %+v, %v; want %s", got, err, tc.want)
			}
			for _, leak := range []string{"Canary", "0912345678", llmtest.Key, s.URL, "{", "<"} {
				if strings.Contains(err.Error(), leak) {
					t.Errorf("the error tells %q: %v", leak, err)
				}
			}
		})
	}
}

func TestAnErrorThatQuotesTheUserIsNotPassedOn(t *testing.T) {
	for _, status := range []int{400, 413, 500} {
		s := llmtest.New(t, func(q llmtest.Question) llmtest.Reply {
			return llmtest.Reply{Status: status, Body: fmt.Sprintf(`{"error":{"message":%q,"type":%q,"code":%q}}`, q.User, q.User, q.User)}
		})
		_, err := llmtest.Model(t, s).Choose(t.Context(), "u", llm.Line{Text: "câu của khách", Topics: topics})
		if err == nil || strings.Contains(fmt.Sprintf("%v %+v", err, err), "khách") {
			t.Errorf("status %d: got %v, want an error without the text", status, err)
		}
	}
}

// wire is a transport without a network, for tests with a false clock.
type wire func(*http.Request) (*http.Response, error)

func (f wire) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func respond(status int, body string, header ...string) *http.Response {
	res := &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
	for i := 0; i+1 < len(header); i += 2 {
		res.Header.Set(header[i], header[i+1])
	}
	return res
}

const noneBody = `{"choices":[{"message":{"content":"{\"id\":\"none\",\"match\":\"low\",\"alt\":[]}"}}],"usage":{"total_tokens":1000}}`

func TestAServerThatHangsIsFeltNoLongerThanTheTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sent := 0
		m := llmtest.Wired(t, llm.Config{Timeout: 4 * time.Second}, wire(func(r *http.Request) (*http.Response, error) {
			sent++
			<-r.Context().Done()
			return nil, r.Context().Err()
		}))
		for i := range 8 {
			began := time.Now()
			_, err := m.Choose(t.Context(), "u", llm.Line{Text: fmt.Sprintf("câu %c", 'a'+i), Topics: topics})
			took := time.Since(began)
			want, outcome := 4*time.Second, llm.Timeout
			if i >= 5 {
				want, outcome = 0, llm.Paused // five in a row: left alone
			}
			if took != want || llm.OutcomeOf(err) != outcome {
				t.Errorf("question %d: %v after %s, want %s after %s", i+1, err, took, outcome, want)
			}
		}
		time.Sleep(61 * time.Second)
		if _, err := m.Choose(t.Context(), "u", llm.Line{Text: "câu sau", Topics: topics}); llm.OutcomeOf(err) != llm.Timeout {
			t.Errorf("after a minute: got %v, want it tried again", err)
		}
		if sent != 6 {
			t.Errorf("%d requests, want 6", sent)
		}
	})
}

func TestAPassingFailureIsTriedOnceMore(t *testing.T) {
	for _, tc := range []struct {
		name   string
		answer func() (*http.Response, error)
		want   llm.Outcome
		sent   int
		most   time.Duration
	}{
		{"500", func() (*http.Response, error) { return respond(500, "{}"), nil }, llm.Server, 2, 700 * time.Millisecond},
		{"connection refused", func() (*http.Response, error) { return nil, errors.New("connection refused") }, llm.Network, 2, 700 * time.Millisecond},
		{"429, wait 1 s", func() (*http.Response, error) { return respond(429, "{}", "Retry-After", "1"), nil }, llm.Busy, 2, time.Second},
		{"429, wait 30 s", func() (*http.Response, error) { return respond(429, "{}", "Retry-After", "30"), nil }, llm.Busy, 1, 0},
		{"no credit", func() (*http.Response, error) {
			return respond(429, `{"error":{"message":"x","type":"insufficient_quota"}}`), nil
		}, llm.Quota, 1, 0},
		{"wrong key", func() (*http.Response, error) { return respond(401, "{}"), nil }, llm.Denied, 1, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				sent := 0
				m := llmtest.Wired(t, llm.Config{}, wire(func(*http.Request) (*http.Response, error) { sent++; return tc.answer() }))
				began := time.Now()
				_, err := m.Choose(t.Context(), "u", llm.Line{Text: "câu", Topics: topics})
				if took := time.Since(began); llm.OutcomeOf(err) != tc.want || sent != tc.sent || took > tc.most {
					t.Errorf("got %v after %s and %d requests; want %s, %d requests, at most %s", err, took, sent, tc.want, tc.sent, tc.most)
				}
			})
		})
	}
}

func TestAServerThatAsksForPatienceGetsIt(t *testing.T) {
	for name, tc := range map[string]struct {
		res  *http.Response
		wait time.Duration
	}{
		"busy":      {respond(429, "{}", "Retry-After", "30"), 30 * time.Second},
		"absurd":    {respond(429, "{}", "Retry-After", "999999"), 10 * time.Minute},
		"no credit": {respond(429, `{"error":{"message":"x","code":"insufficient_quota"}}`), 10 * time.Minute},
		"wrong key": {respond(401, "{}"), time.Minute},
		"no model":  {respond(404, `{"error":"model 'x' not found"}`), time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				first := true
				m := llmtest.Wired(t, llm.Config{}, wire(func(*http.Request) (*http.Response, error) {
					if first {
						first = false
						return tc.res, nil
					}
					return respond(200, noneBody), nil
				}))
				ask := func(text string) llm.Outcome {
					_, err := m.Choose(t.Context(), "u", llm.Line{Text: text, Topics: topics})
					return llm.OutcomeOf(err)
				}
				ask("một")
				time.Sleep(tc.wait - time.Second)
				if got := ask("hai"); got != llm.Paused {
					t.Errorf("a second before the end: got %s, want paused", got)
				}
				time.Sleep(time.Second)
				if got := ask("ba"); got != llm.OK {
					t.Errorf("after the wait: got %s, want ok", got)
				}
			})
		})
	}
}

func TestBudgets(t *testing.T) {
	ask := func(m *llm.Model, user string, n int) llm.Outcome {
		_, err := m.Choose(context.Background(), user, llm.Line{Text: fmt.Sprintf("câu %s", strings.Repeat("x", n)), Topics: topics})
		return llm.OutcomeOf(err)
	}
	answer := wire(func(*http.Request) (*http.Response, error) { return respond(200, noneBody), nil })
	for _, tc := range []struct {
		name string
		cfg  llm.Config
		user func(int) string
		free int           // questions before the bound
		next time.Duration // until it is lifted
	}{
		{"day", llm.Config{DailyCalls: 5}, func(i int) string { return fmt.Sprint(i) }, 5, 24 * time.Hour},
		{"user", llm.Config{UserCalls: 3}, func(int) string { return "u" }, 3, 24 * time.Hour},
		{"minute", llm.Config{MinuteCalls: 4}, func(i int) string { return fmt.Sprint(i) }, 4, time.Minute},
		{"tokens", llm.Config{DailyTokens: 2500}, func(i int) string { return fmt.Sprint(i) }, 3, 24 * time.Hour},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := llmtest.Wired(t, tc.cfg, answer)
				for i := range tc.free {
					if got := ask(m, tc.user(i), i); got != llm.OK {
						t.Fatalf("question %d: got %s, want ok", i+1, got)
					}
				}
				if got := ask(m, tc.user(0), 90); got != llm.Budget {
					t.Errorf("one too many: got %s, want budget", got)
				}
				if got := ask(m, tc.user(0), 0); got != llm.OK {
					t.Errorf("a question asked before: got %s, want the remembered answer", got)
				}
				time.Sleep(tc.next)
				if got := ask(m, tc.user(0), 91); got != llm.OK {
					t.Errorf("later: got %s, want ok", got)
				}
			})
		})
	}
}

func TestACallerWhoLeavesHarmsNobody(t *testing.T) {
	s := llmtest.New(t, func(llmtest.Question) llmtest.Reply { return llmtest.Reply{Hang: true} })
	m := llmtest.Model(t, s)
	for i := range 7 {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Millisecond, cancel)
		if _, err := m.Choose(ctx, "u", llm.Line{Text: fmt.Sprint("câu", i), Topics: topics}); llm.OutcomeOf(err) != llm.Cancelled {
			t.Fatalf("got %v, want cancelled", err)
		}
	}
	s.Answer(llmtest.ByTitle(mic))
	if got, err := m.Choose(t.Context(), "u", llm.Line{Text: "câu khác", Topics: topics}); err != nil || got.Topic == "" {
		t.Errorf("the next caller gets %+v, %v; want an answer", got, err)
	}
}

// TestReplicasShareABudget: what one has asked, another can't ask any more.
func TestReplicasShareABudget(t *testing.T) {
	answer := wire(func(*http.Request) (*http.Response, error) { return respond(200, noneBody), nil })
	kept := &budget.Local{}
	spend := func(ctx context.Context, now time.Time, of ...store.Allowance) (int, time.Duration, error) {
		return kept.Spend(ctx, "model", now, of...)
	}
	for i, want := range []llm.Outcome{llm.OK, llm.OK, llm.Budget} {
		m, err := llm.New(llm.Config{BaseURL: "http://model.test/v1", Model: "m", DailyCalls: 2}, llm.Options{Transport: answer, Spend: spend})
		if err != nil {
			t.Fatal(err)
		}
		_, err = m.Choose(t.Context(), "u", llm.Line{Text: fmt.Sprint("câu ", i), Topics: topics})
		if got := llm.OutcomeOf(err); got != want {
			t.Errorf("replica %d: got %s, want %s", i, got, want)
		}
	}
}

// TestAStoreThatIsAwayCostsNoMoney: who can't be counted is not asked for.
func TestAStoreThatIsAwayCostsNoMoney(t *testing.T) {
	answer := wire(func(*http.Request) (*http.Response, error) {
		t.Error("the model was asked")
		return respond(200, noneBody), nil
	})
	m, err := llm.New(llm.Config{BaseURL: "http://model.test/v1", Model: "m"}, llm.Options{
		Transport: answer, Spend: func(context.Context, time.Time, ...store.Allowance) (int, time.Duration, error) {
			return 0, 0, store.ErrClosed
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = m.Choose(t.Context(), "u", llm.Line{Text: "câu", Topics: topics}); llm.OutcomeOf(err) != llm.Budget {
		t.Errorf("got %v, want beyond the budget", err)
	}
}
