package stringee

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// CallInfo is what Stringee knows about one call. Times are zero for what did
// not happen, and text is cut to fit a card.
type CallInfo struct {
	ID        string
	Direction string // "out", "in", "internal", or empty when not told
	From      string // a number, or a user id
	To        string
	Agent     string
	Start     time.Time
	Answer    time.Time
	End       time.Time
	Cause     string // as Stringee writes it: "USER_END_CALL", "486 Busy Here"
	Recorded  bool
}

// Facts returns the call as the named values a ticket's card shows, with
// times in loc. What is not known is absent.
func (c CallInfo) Facts(loc *time.Location) map[string]string {
	m := map[string]string{}
	put := func(k, v string) {
		if v != "" {
			m[k] = v
		}
	}
	at := func(k string, t time.Time) {
		if !t.IsZero() {
			m[k] = t.In(loc).Format("15:04:05 02/01/2006")
		}
	}
	put("id", c.ID)
	put("direction", c.Direction)
	put("from", c.From)
	put("to", c.To)
	put("agent", c.Agent)
	put("cause", c.Cause)
	at("start", c.Start)
	at("answer", c.Answer)
	at("end", c.End)
	if !c.Answer.IsZero() && c.End.After(c.Answer) {
		put("talk", c.End.Sub(c.Answer).Round(time.Second).String())
	}
	return m
}

// Call looks one call up by its id: in StringeeX's history when configured,
// because it names the agent and the cause, else in the call log. ErrNotFound
// means that every configured source answered and none knows the call.
func (c *Client) Call(ctx context.Context, id string) (CallInfo, error) {
	if !c.Enabled() {
		return CallInfo{}, ErrOff
	}
	id = strings.TrimSpace(id)
	if !looksLikeID(id) {
		return CallInfo{}, fmt.Errorf("%w: not a call ID", ErrRefused)
	}
	found, err := c.cachedLook(ctx, "call", "call "+id, func(ctx context.Context) ([]CallInfo, error) {
		return c.ask(ctx,
			func(ctx context.Context) ([]CallInfo, error) { return c.history(ctx, url.Values{"call_id": {id}}) },
			func(ctx context.Context) ([]CallInfo, error) { return c.callLog(ctx, url.Values{"id": {id}}) },
			// The filter by id left the newest description of the call log, so
			// the rows are checked here too.
			func(info CallInfo) bool { return strings.EqualFold(info.ID, id) })
	})
	if err != nil {
		return CallInfo{}, err
	}
	return found[0], nil
}

func looksLikeID(id string) bool {
	if len(id) < 8 || len(id) > 64 {
		return false
	}
	return strings.IndexFunc(id, func(r rune) bool {
		return r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}) < 0
}

// ask tries StringeeX, then the call log, as far as configured, and keeps
// the rows that match. A source that fails does not hide the other's answer.
func (c *Client) ask(ctx context.Context, x, key func(context.Context) ([]CallInfo, error), match func(CallInfo) bool) ([]CallInfo, error) {
	var failed error
	for _, source := range []struct {
		on   bool
		rows func(context.Context) ([]CallInfo, error)
	}{{c.cfg.HasX(), x}, {c.cfg.HasKey(), key}} {
		if !source.on {
			continue
		}
		rows, err := source.rows(ctx)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		var kept []CallInfo
		for _, r := range rows {
			if match(r) {
				kept = append(kept, r)
			}
		}
		if len(kept) > 0 {
			return kept, nil
		}
	}
	if failed != nil {
		return nil, failed
	}
	return nil, ErrNotFound
}

// history reads StringeeX's call history.
func (c *Client) history(ctx context.Context, q url.Values) ([]CallInfo, error) {
	q.Set("version", "2")
	q.Set("limit", "20")
	a, err := c.xdo(ctx, request{path: "/v1/call/history", query: q})
	if err != nil {
		return nil, err
	}
	return parseHistory(a.Data)
}

// callLog reads the Communication API's call log.
func (c *Client) callLog(ctx context.Context, q url.Values) ([]CallInfo, error) {
	t, err := c.keyToken()
	if err != nil {
		return nil, err
	}
	q.Set("limit", "100")
	a, err := c.do(ctx, request{base: c.cfg.APIURL, path: "/v1/call/log", query: q, token: t})
	if err != nil {
		return nil, err
	}
	return parseLog(a.Data)
}

// Check asks each configured API for one recent call, to see whether the
// settings are accepted.
func (c *Client) Check(ctx context.Context) (err error) {
	if !c.Enabled() {
		return ErrOff
	}
	began := c.now()
	defer func() { c.observe("check", outcome(err), c.now().Sub(began)) }()
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout)
	defer cancel()
	if c.cfg.HasX() {
		if _, e := c.history(ctx, url.Values{}); e != nil {
			err = errors.Join(err, e)
		}
	}
	if c.cfg.HasKey() {
		if _, e := c.callLog(ctx, url.Values{}); e != nil {
			err = errors.Join(err, e)
		}
	}
	return err
}

func millis(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }
