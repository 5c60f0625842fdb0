package stringee

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// NewTicket is a hand-off to be entered in StringeeX.
type NewTicket struct {
	Subject  string
	Note     string // the summary; becomes an internal note
	Name     string // of the user
	Phone    string
	Email    string
	Priority int // 0 normal, 1 high, 2 urgent
}

// Created is what became of a NewTicket.
type Created struct {
	ID    string // empty when StringeeX does not return it
	Noted bool   // the note was added
}

// CreateTicket enters a ticket in StringeeX: it finds or makes the contact,
// creates the ticket and adds the note. It is not idempotent, so it is never
// retried; an error after the ticket exists comes with its Created.ID.
func (c *Client) CreateTicket(ctx context.Context, t NewTicket) (made Created, err error) {
	if !c.Tickets() {
		return Created{}, fmt.Errorf("%w: tickets need STRINGEE_X_GROUP too", ErrOff)
	}
	began := c.now()
	defer func() { c.observe("ticket", outcome(err), c.now().Sub(began)) }()
	ctx, cancel := context.WithTimeout(ctx, 2*c.cfg.Timeout)
	defer cancel()
	contact, err := c.contact(ctx, t)
	if err != nil {
		return Created{}, err
	}
	a, err := c.xdo(ctx, request{path: "/v1/ticket", body: c.ticketBody(t, contact)})
	if err != nil {
		return Created{}, err
	}
	made.ID = newID(a)
	if made.ID == "" || t.Note == "" {
		return made, nil
	}
	_, err = c.xdo(ctx, request{path: "/v1/ticketNote", body: map[string]any{
		"ticket_id": made.ID, "note": t.Note, "is_internal_note": true,
	}})
	made.Noted = err == nil
	return made, err
}

func (c *Client) ticketBody(t NewTicket, contact string) map[string]any {
	body := map[string]any{
		"create_reason": 0, "subject": t.Subject, "assigneeGroup": c.cfg.XGroup, "status": 0,
		"contact": contact, "type": 1, "priority": min(max(t.Priority, 0), 2) + 2, // 2 normal, 3 high, 4 urgent
	}
	if c.cfg.XField != "" {
		body["fieldvalues"] = []field{{Key: c.cfg.XField, Value: t.Note}}
	}
	return body
}

type field struct {
	Key   string `json:"field_key"`
	Value string `json:"field_value"`
}

// contact returns the id of the user's contact, creating it when there is
// none. If that fails, the configured contact is used.
func (c *Client) contact(ctx context.Context, t NewTicket) (string, error) {
	fallback := func(err error) (string, error) {
		if c.cfg.XContact != "" {
			return c.cfg.XContact, nil
		}
		return "", err
	}
	var fields []field
	if n := Number(t.Phone); n != "" {
		fields = append(fields, field{"phone", n})
	}
	if t.Email != "" {
		fields = append(fields, field{"email", t.Email})
	}
	if len(fields) == 0 {
		return fallback(fmt.Errorf("%w: the user's phone and e-mail are unknown: set STRINGEE_X_CONTACT to the contact to use", ErrRefused))
	}
	if id, err := c.findContact(ctx, fields[0]); err == nil {
		return id, nil
	} else if !errors.Is(err, ErrNotFound) {
		return fallback(err)
	}
	a, err := c.xdo(ctx, request{path: "/v1/contact", body: map[string]any{
		"name": cmp.Or(t.Name, fields[0].Value), "systemField": fields,
	}})
	if err != nil {
		return fallback(err)
	}
	if id := newID(a); id != "" {
		return id, nil
	}
	return fallback(fmt.Errorf("%w: /v1/contact: want an id", ErrUnreadable))
}

func (c *Client) findContact(ctx context.Context, f field) (string, error) {
	a, err := c.xdo(ctx, request{path: "/v1/filter/searchcontact", body: map[string]any{
		"type": "contact", "page": 1, "limit": 1, "name": "", "field_and": []string{}, "field_type": []string{"text"},
		"field_choose": []string{f.Key}, "field_condition": []string{"like"}, "field_value": []string{f.Value},
	}})
	if err != nil {
		return "", err
	}
	var d struct {
		Rows []struct {
			ID loose `json:"id"`
		} `json:"rows"`
	}
	if err := json.Unmarshal(a.Data, &d); err != nil {
		return "", fmt.Errorf("%w: /v1/filter/searchcontact: want data.rows", ErrUnreadable)
	}
	if len(d.Rows) == 0 || d.Rows[0].ID == "" {
		return "", ErrNotFound
	}
	return d.Rows[0].ID.text(), nil
}

// newID reads the id of what was created: documented at the top level for
// contacts and notes, and not at all for tickets.
func newID(a answer) string {
	if a.ID != "" {
		return a.ID.text()
	}
	var d struct {
		ID loose `json:"id"`
	}
	if json.Unmarshal(a.Data, &d) != nil {
		return ""
	}
	return d.ID.text()
}
