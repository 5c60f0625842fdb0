package stringee

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"sort"
	"strings"
	"time"
)

const (
	searchSpan = 2 * time.Hour // to either side of the time a user remembers
	searchMost = 5
)

// Search finds the calls between a hotline and a customer number around a
// time, nearest first, for users who have no call ID. Either number may be
// empty, not both. Numbers may be written in any common form.
func (c *Client) Search(ctx context.Context, hotline, customer string, around time.Time) ([]CallInfo, error) {
	if !c.Enabled() {
		return nil, ErrOff
	}
	hotline, customer = Number(hotline), Number(customer)
	if (hotline == "" && customer == "") || around.IsZero() {
		return nil, fmt.Errorf("%w: a search needs a number and a time", ErrRefused)
	}
	from, to := around.Add(-searchSpan), around.Add(searchSpan)
	key := "search " + hotline + " " + customer + " " + around.Truncate(time.Minute).Format(time.RFC3339)
	match := func(i CallInfo) bool {
		return between(i, hotline, customer) && !i.Start.Before(from) && !i.Start.After(to)
	}
	found, err := c.cachedLook(ctx, "search", key, func(ctx context.Context) ([]CallInfo, error) {
		return c.ask(ctx,
			func(ctx context.Context) ([]CallInfo, error) {
				return c.history(ctx, nonEmpty(url.Values{
					"time": {millis(from) + "-" + millis(to)}, "stringee_number": {hotline}, "customer_number": {customer},
				}))
			},
			func(ctx context.Context) ([]CallInfo, error) { return c.searchLog(ctx, hotline, customer, from, to) },
			match)
	})
	if err != nil {
		return nil, err
	}
	// sort and not slices, which makes code of its own for each type: 10 kB for a large one
	sort.SliceStable(found, func(i, j int) bool {
		return found[i].Start.Sub(around).Abs() < found[j].Start.Sub(around).Abs()
	})
	return found[:min(len(found), searchMost)], nil
}

// searchLog asks the call log for both directions: it has no field for
// "either end".
func (c *Client) searchLog(ctx context.Context, hotline, customer string, from, to time.Time) ([]CallInfo, error) {
	span := url.Values{"from_start_time": {millis(from)}, "to_start_time": {millis(to)}}
	var all []CallInfo
	for _, ends := range [][2]string{{hotline, customer}, {customer, hotline}} {
		q := url.Values{"from_number": {ends[0]}, "to_number": {ends[1]}}
		for k, v := range span {
			q[k] = v
		}
		rows, err := c.callLog(ctx, nonEmpty(q))
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return all, nil
}

func nonEmpty(q url.Values) url.Values {
	for k, v := range q {
		if v[0] == "" {
			delete(q, k)
		}
	}
	return q
}

// between reports whether the call joins the two numbers; an empty number
// matches any. This enforces filters that a server ignores.
func between(i CallInfo, hotline, customer string) bool {
	ends := []string{Number(i.From), Number(i.To)}
	return (hotline == "" || slices.Contains(ends, hotline)) && (customer == "" || slices.Contains(ends, customer))
}

// Number writes a Vietnamese phone number as Stringee does: digits only, with
// the country code (84976415857). Text without digits gives "", and short
// service numbers (1900xxxx) stay as they are.
func Number(s string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
	switch {
	case strings.HasPrefix(digits, "0084"):
		return digits[2:]
	case strings.HasPrefix(digits, "840") && len(digits) >= 12: // +84 (0)976…
		return "84" + digits[3:]
	case strings.HasPrefix(digits, "0") && len(digits) >= 9:
		return "84" + digits[1:]
	}
	return digits
}
