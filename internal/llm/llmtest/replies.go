package llmtest

import (
	"cmp"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
)

// Choose is the answer that names a topic by the id it has in this request.
func Choose(id, match string, alt ...string) Reply {
	b, err := json.Marshal(map[string]any{"id": id, "match": match, "alt": append([]string{}, alt...)})
	if err != nil {
		panic(err) // strings always marshal
	}
	return Reply{Content: string(b)}
}

// Does is the answer that a message, about no topic, does something: it gives
// the answer with an id, or makes a move.
func Does(what string) Reply { return Both("none", "low", what) }

// Both is the answer that names a topic and says what a message does.
func Both(id, match, does string) Reply {
	b, err := json.Marshal(map[string]any{"id": id, "match": match, "alt": []string{}, "does": does})
	if err != nil {
		panic(err) // strings always marshal
	}
	return Reply{Content: string(b)}
}

// None is the answer that no topic fits.
func None() Reply { return Choose("none", "low") }

// ByTitle answers as a model that knows: title gives the title of the topic a
// message is about, or "" for none.
func ByTitle(title func(message string) string) func(Question) Reply {
	return func(q Question) Reply {
		want := title(q.Message)
		at := slices.IndexFunc(q.Topics, func(t Topic) bool { return t.Title == want })
		if want == "" || at < 0 {
			return None()
		}
		return Choose(q.Topics[at].ID, "high")
	}
}

// Hearing answers as a model that knows what messages do on a screen: does
// gives the label of the answer, a move, or "" for what it does not know. Where
// there is no screen, or it does not know, next answers.
func Hearing(does func(Question) string, next func(Question) Reply) func(Question) Reply {
	return func(q Question) Reply {
		if len(q.Answers) == 0 {
			return next(q)
		}
		what := does(q)
		for _, a := range q.Answers {
			if a.Title == what {
				return Does(a.ID)
			}
		}
		if what == "" || !slices.Contains(q.Does, what) {
			return next(q)
		}
		return Does(what)
	}
}

// Picky answers as a server that does not know some parameters:
// "json_schema", "json_object", "temperature", "max_completion_tokens".
func Picky(next func(Question) Reply, unknown ...string) func(Question) Reply {
	return func(q Question) Reply {
		has := func(p string) bool { return slices.Contains(unknown, p) }
		switch {
		case q.Format != "" && has(q.Format):
			return rejection("response_format", "response_format "+q.Format+" is not supported")
		case q.Temperature != nil && has("temperature"):
			return rejection("temperature", "Unsupported value: 'temperature'")
		case q.Tokens["max_completion_tokens"] > 0 && has("max_completion_tokens"):
			return rejection("max_completion_tokens", "Unrecognized request argument supplied: max_completion_tokens")
		}
		return next(q)
	}
}

func rejection(param, message string) Reply {
	b, err := json.Marshal(map[string]any{"error": map[string]any{
		"message": message, "type": "invalid_request_error", "param": param, "code": "unsupported_parameter",
	}})
	if err != nil {
		panic(err) // strings always marshal
	}
	return Reply{Status: 400, Body: string(b)}
}

// response is the body that carries r, for a transport without a network.
func (r Reply) response() string {
	b, err := json.Marshal(map[string]any{
		"choices": []any{map[string]any{"message": map[string]any{"content": r.Content, "refusal": r.Refusal}, "finish_reason": cmp.Or(r.Finish, "stop")}},
		"usage":   map[string]any{"total_tokens": 1000},
	})
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(b)
}

// Transport answers requests without a network, for tests with a false clock.
type Transport func(Question) Reply

// RoundTrip answers one chat request.
func (f Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	q, err := Read(raw)
	if err != nil {
		return nil, err
	}
	rep := f(q)
	res := &http.Response{StatusCode: cmp.Or(rep.Status, http.StatusOK), Header: http.Header{}, Request: r}
	for k, v := range rep.Header {
		res.Header.Set(k, v)
	}
	body := cmp.Or(rep.Body, rep.response())
	if rep.Hang {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	res.Body = io.NopCloser(strings.NewReader(body))
	return res, nil
}
