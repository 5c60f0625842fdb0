package stringeetest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

func (s *Server) callLog(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	found := s.find(q, func(c Call) bool {
		from, to := ends(c)
		return (s.IgnoreID || is(q, "id", c.ID)) && is(q, "from_number", from) && is(q, "to_number", to) &&
			within(q.Get("from_start_time"), q.Get("to_start_time"), c.Start)
	})
	rows := make([]map[string]any, 0, len(found))
	for _, c := range found {
		from, to := ends(c)
		if c.Direction == "out" {
			from = "%2B" + from // the log escapes a leading plus
		}
		rows = append(rows, map[string]any{
			"id": c.ID, "project_id": "225", "from_user_id": orNull(c.Agent), "from_number": from, "to_number": to,
			"from_internal": flag(c.Direction != "in"), "to_internal": flag(c.Direction != "out"),
			"start_time": ms(c.Start), "answer_time": ms(c.Answer), "stop_time": ms(c.End),
			"amount": "0.00000", "created": c.Start.Unix(), "recorded": 0, "participants": []any{},
		})
	}
	write(w, 200, map[string]any{"r": 0, "message": "Load call(s) success", "data": map[string]any{
		"totalCalls": strconv.Itoa(len(rows)), "currentPage": 1, "limit": 100, "calls": rows,
	}})
}

func (s *Server) history(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if o := q.Get("sort_order"); o != "" && o != "asc" && o != "desc" {
		write(w, 200, map[string]any{"r": 12, "msg": "sort_order not allowed"})
		return
	}
	from, to, _ := strings.Cut(q.Get("time"), "-")
	found := s.find(q, func(c Call) bool {
		return is(q, "call_id", c.ID) && is(q, "stringee_number", c.Hotline) && is(q, "customer_number", c.Customer) &&
			within(from, to, c.Start)
	})
	rows := make([]map[string]any, 0, len(found))
	for _, c := range found {
		rows = append(rows, map[string]any{
			"object_type": "call", "id": c.ID, "project_id": 1120, "customer_number": c.Customer, "stringee_number": c.Hotline,
			"direction":  slices.Index([]string{"out", "in", "internal"}, c.Direction),
			"start_time": ms(c.Start), "end_time": ms(c.End), "answer_time": ms(c.Answer), "answer_duration": 5,
			"recorded": 1, "end_call_reason": orNull(c.Cause), "agents": []any{map[string]any{"name": c.Agent}},
		})
	}
	write(w, 200, map[string]any{"r": 0, "msg": "Success", "data": map[string]any{
		"totalCount": len(rows), "totalPages": 0, "rows": rows,
	}})
}

// create stores a body and tells its id, as POST /v1/contact does.
func (s *Server) create(prefix string, list *[]map[string]any) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id, ok := s.store(r, prefix, list)
		if !ok {
			write(w, 200, map[string]any{"r": 4, "msg": "Body invalid"})
			return
		}
		write(w, 200, map[string]any{"id": id, "r": 0, "msg": "Success"})
	}
}

func (s *Server) ticket(w http.ResponseWriter, r *http.Request) {
	id, ok := s.store(r, "tk_", &s.tickets)
	if !ok {
		write(w, 200, map[string]any{"r": 4, "msg": "Body invalid"})
		return
	}
	s.mu.Lock()
	body, tells := s.tickets[len(s.tickets)-1], !s.NoID
	s.mu.Unlock()
	for _, need := range []string{"subject", "assigneeGroup", "contact"} {
		if v, _ := body[need].(string); v == "" {
			write(w, 200, map[string]any{"r": 5, "msg": need + " is required"})
			return
		}
	}
	answer := map[string]any{"r": 0, "msg": "Success"}
	if tells {
		answer["id"] = id
	}
	write(w, 200, answer)
}

func (s *Server) store(r *http.Request, prefix string, list *[]map[string]any) (string, bool) {
	var body map[string]any
	if json.NewDecoder(r.Body).Decode(&body) != nil {
		return "", false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id := fmt.Sprintf("%s%d", prefix, len(*list)+1)
	body["id"] = id
	*list = append(*list, body)
	return id, true
}

func (s *Server) searchContact(w http.ResponseWriter, r *http.Request) {
	var in struct {
		FieldValue []string `json:"field_value"`
	}
	_ = json.NewDecoder(r.Body).Decode(&in)
	s.mu.Lock()
	defer s.mu.Unlock()
	rows := []any{}
	for _, c := range s.contacts {
		if len(in.FieldValue) == 1 && strings.Contains(fmt.Sprint(c["systemField"]), in.FieldValue[0]) {
			rows = append(rows, map[string]any{"id": c["id"], "name": c["name"]})
		}
	}
	write(w, 200, map[string]any{"r": 0, "msg": "Success", "data": map[string]any{"rows": rows}})
}

func ends(c Call) (from, to string) {
	if c.Direction == "in" {
		return c.Customer, c.Hotline
	}
	return c.Hotline, c.Customer
}

func is(q url.Values, key, value string) bool { return q.Get(key) == "" || q.Get(key) == value }

func within(from, to string, t time.Time) bool {
	a, errA := strconv.ParseInt(from, 10, 64)
	b, errB := strconv.ParseInt(to, 10, 64)
	return errA != nil || errB != nil || (t.UnixMilli() >= a && t.UnixMilli() <= b)
}

func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
