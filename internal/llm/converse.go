package llm

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"time"

	"hotro/internal/retry"

	openai "github.com/sashabaranov/go-openai"
	"github.com/sony/gobreaker/v2"
)

// call says how a question is put: under which name in the metrics, in which
// way, for whose budget and for how long at most.
type call struct {
	what, way, user string
	timeout         time.Duration
}

// call runs ask within q's time and budget, behind its breaker, and tells
// what came of it.
func (m *Model) call(ctx context.Context, q call, ask func(context.Context) (string, error)) (string, error) {
	began := m.now()
	ctx, cancel := context.WithTimeout(ctx, q.timeout)
	defer cancel()
	s, err := m.breaker[q.way].Execute(func() (string, error) {
		if f := m.budget.take(ctx, q.user, q.what == "exam", m.now()); f != nil {
			return "", f
		}
		s, err := ask(ctx)
		var f *Failure
		if errors.As(err, &f) {
			m.budget.pause(f, m.now())
		}
		return s, err
	})
	if errors.Is(err, gobreaker.ErrOpenState) || errors.Is(err, gobreaker.ErrTooManyRequests) {
		err = &Failure{Outcome: Paused}
	}
	m.observe(q.what, OutcomeOf(err), m.now().Sub(began))
	return s, err
}

// converse sends a conversation in the server's dialect, learning it where it
// is not known, and tries once more after a passing failure. check says
// whether the content can be used.
func (m *Model) converse(ctx context.Context, model string, s shape, messages []openai.ChatCompletionMessage, check func(string) error) (string, error) {
	rq := openai.ChatCompletionRequest{Model: model, Messages: messages, ReasoningEffort: m.cfg.Effort}
	d := m.dialect(model)
	for retried := false; ; {
		content, f := m.once(ctx, d.apply(rq, s))
		if f == nil {
			m.learn(model, d)
			return content, check(content)
		}
		if next, ok := d.adapt(f, s); ok {
			d = next
			continue
		}
		if retried || !m.again(ctx, f, messages) {
			return "", f
		}
		retried = true
	}
}

func (m *Model) dialect(model string) dialect {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.dialects[model]
}

func (m *Model) learn(model string, d dialect) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.dialects[model] = d
}

// once sends one request and takes the content out of its answer.
func (m *Model) once(ctx context.Context, rq openai.ChatCompletionRequest) (string, *Failure) {
	res, err := m.client.CreateChatCompletion(ctx, rq)
	if err != nil {
		return "", classify(ctx, err, res.Header())
	}
	m.budget.spend(ctx, res.Usage.TotalTokens, m.now())
	return content(res)
}

func content(res openai.ChatCompletionResponse) (string, *Failure) {
	if len(res.Choices) == 0 { // "{}", "choices":null and an error with status 200 all look like this
		return "", &Failure{Outcome: Empty}
	}
	c := res.Choices[0]
	s := c.Message.Content
	for _, p := range c.Message.MultiContent { // some servers answer in parts
		s += p.Text
	}
	switch {
	case c.Message.Refusal != "" || c.FinishReason == openai.FinishReasonContentFilter:
		return "", &Failure{Outcome: Refused}
	case c.FinishReason == openai.FinishReasonLength:
		return "", &Failure{Outcome: Truncated}
	case s == "":
		return "", &Failure{Outcome: Empty, Detail: "content"}
	}
	return s, nil
}

// again waits before the one retry, and reports whether there is to be one:
// the failure may pass, and half a second is left beyond the wait.
func (m *Model) again(ctx context.Context, f *Failure, messages []openai.ChatCompletionMessage) bool {
	if f.Outcome != Server && f.Outcome != Network && f.Outcome != Busy {
		return false
	}
	wait := f.wait
	if wait == 0 {
		wait = 200*time.Millisecond + jitter(messages, 400)*time.Millisecond
	}
	if end, ok := ctx.Deadline(); wait > 2*time.Second || (ok && time.Until(end) < wait+500*time.Millisecond) {
		return false
	}
	return retry.Sleep(ctx, wait)
}

// jitter is a number below n that differs between questions, so that retries
// do not come in step.
func jitter(messages []openai.ChatCompletionMessage, n uint32) time.Duration {
	h := sha256.New()
	for _, m := range messages {
		h.Write([]byte(m.Content))
	}
	return time.Duration(binary.BigEndian.Uint32(h.Sum(nil)) % n)
}
