package stringee

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"

	"hotro/internal/text"
)

// loose is a JSON string or number: both APIs write the same field either way
// ("225", 225, null).
type loose string

func (l *loose) UnmarshalJSON(b []byte) error {
	*l = ""
	switch {
	case len(b) == 0 || b[0] == '{' || b[0] == '[' || string(b) == "null" || string(b) == "false" || string(b) == "true":
		return nil // nothing to show
	case b[0] == '"':
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*l = loose(s)
	default:
		*l = loose(b)
	}
	return nil
}

// text is the value as it may be shown: one line, no control characters, cut.
func (l loose) text() string {
	s := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(string(l), ""))
	return strings.TrimSpace(text.Clip(s, 80))
}

// number is the value as a phone number or user id: the call log escapes a
// leading "+" as "%2B".
func (l loose) number() string {
	if s, err := url.QueryUnescape(strings.ReplaceAll(string(l), "+", "%2B")); err == nil {
		l = loose(s)
	}
	return l.text()
}

// at reads milliseconds since 1970; 0 means "did not happen". Values before
// 2001 or after 2100 are not times.
func (l loose) at() time.Time {
	var ms int64
	if _, err := fmt.Sscan(string(l), &ms); err != nil || ms < 1e12 || ms > 4102444800000 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func (l loose) true() bool { return l == "1" }

// historyRow is a row of StringeeX's /v1/call/history.
type historyRow struct {
	ID             loose     `json:"id"`
	CustomerNumber loose     `json:"customer_number"`
	StringeeNumber loose     `json:"stringee_number"`
	Direction      loose     `json:"direction"`
	StartTime      loose     `json:"start_time"`
	AnswerTime     loose     `json:"answer_time"`
	EndTime        loose     `json:"end_time"`
	EndCallReason  loose     `json:"end_call_reason"`
	EndCallCause   loose     `json:"end_call_cause"`
	Recorded       loose     `json:"recorded"`
	AgentName      loose     `json:"agent_name"`
	AgentEmail     loose     `json:"agent_email"`
	AgentID        loose     `json:"agent_id"`
	AccountID      loose     `json:"account_id"`
	Agents         agentList `json:"agents"`
}

type agent struct {
	Name  loose `json:"name"`
	Email loose `json:"email"`
	ID    loose `json:"id"`
}

// agentList reads "agents" when it is a list of objects, and is empty
// otherwise.
type agentList []agent

func (l *agentList) UnmarshalJSON(b []byte) error {
	var list []agent
	if json.Unmarshal(b, &list) == nil {
		*l = list
	}
	return nil
}

func parseHistory(data json.RawMessage) ([]CallInfo, error) {
	var d struct {
		Rows *[]historyRow `json:"rows"`
	}
	if err := json.Unmarshal(data, &d); err != nil || d.Rows == nil {
		return nil, fmt.Errorf("%w: /v1/call/history: want data.rows", ErrUnreadable)
	}
	out := make([]CallInfo, 0, len(*d.Rows))
	for _, r := range *d.Rows {
		out = append(out, r.info())
	}
	return out, nil
}

func (r historyRow) info() CallInfo {
	info := CallInfo{
		ID: r.ID.text(), From: r.StringeeNumber.number(), To: r.CustomerNumber.number(),
		Start: r.StartTime.at(), Answer: r.AnswerTime.at(), End: r.EndTime.at(),
		Cause: first(r.EndCallReason, r.EndCallCause), Recorded: r.Recorded.true(),
		Agent: first(r.AgentName, r.AgentEmail),
	}
	if info.Agent == "" && len(r.Agents) > 0 {
		info.Agent = first(r.Agents[0].Name, r.Agents[0].Email, r.Agents[0].ID)
	}
	if info.Agent == "" {
		info.Agent = first(r.AgentID, r.AccountID)
	}
	switch r.Direction {
	case "0":
		info.Direction = "out"
	case "1":
		info.Direction = "in"
		info.From, info.To = info.To, info.From
	case "2":
		info.Direction = "internal"
	}
	return info
}

// logRow is a row of the Communication API's /v1/call/log.
type logRow struct {
	ID           loose `json:"id"`
	FromUserID   loose `json:"from_user_id"`
	FromNumber   loose `json:"from_number"`
	ToNumber     loose `json:"to_number"`
	FromInternal loose `json:"from_internal"`
	ToInternal   loose `json:"to_internal"`
	StartTime    loose `json:"start_time"`
	AnswerTime   loose `json:"answer_time"`
	StopTime     loose `json:"stop_time"`
	EndCallCause loose `json:"end_call_cause"`
	Recorded     loose `json:"recorded"`
}

func parseLog(data json.RawMessage) ([]CallInfo, error) {
	var d struct {
		Calls *[]logRow `json:"calls"`
	}
	if err := json.Unmarshal(data, &d); err != nil || d.Calls == nil {
		return nil, fmt.Errorf("%w: /v1/call/log: want data.calls", ErrUnreadable)
	}
	out := make([]CallInfo, 0, len(*d.Calls))
	for _, r := range *d.Calls {
		out = append(out, r.info())
	}
	return out, nil
}

func (r logRow) info() CallInfo {
	info := CallInfo{
		ID: r.ID.text(), From: r.FromNumber.number(), To: r.ToNumber.number(), Agent: r.FromUserID.text(),
		Start: r.StartTime.at(), Answer: r.AnswerTime.at(), End: r.StopTime.at(),
		Cause: r.EndCallCause.text(), Recorded: r.Recorded.true(),
	}
	switch {
	case r.FromInternal.true() && r.ToInternal.true():
		info.Direction = "internal"
	case r.FromInternal.true():
		info.Direction = "out"
	case r.ToInternal.true():
		info.Direction = "in"
	}
	return info
}

func first(values ...loose) string {
	for _, v := range values {
		if s := v.text(); s != "" {
			return s
		}
	}
	return ""
}
