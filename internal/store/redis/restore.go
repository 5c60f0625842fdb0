package redis

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store"
)

// Restore writes one thing that was saved, into a store that holds none of it
// and that nobody uses yet. What has ended by now is left out.
func (s *Store) Restore(ctx context.Context, now time.Time, one store.Saved) error {
	ms := s.see(now)
	switch {
	case one.Conv != nil:
		if one.Conv.Over(ms) {
			return nil
		}
		return s.fail("restore a conversation", s.restoreConv(ctx, ms, *one.Conv))
	case one.Dead != nil:
		return s.fail("restore a dead letter", s.restoreDead(ctx, *one.Dead))
	case one.Value != nil:
		v := one.Value
		if ended(v.Until, ms) {
			return nil
		}
		_, err := s.Swap(ctx, v.Key, 0, v.Bytes(), v.Left(now), now)
		return err
	case one.Blob != nil:
		_, until, err := store.UnpackBlob(one.Blob.File)
		if err != nil || ended(until, ms) {
			return s.fail("restore a file", err)
		}
		left := time.Duration(0)
		if until != 0 {
			left = time.Duration(keep(time.Duration(until-ms)*time.Millisecond)) * time.Millisecond
		}
		return s.fail("restore a file", s.client.Set(ctx, s.keys.in(one.Blob.ID, kindBlob), one.Blob.File, left).Err())
	case one.Count != nil:
		return s.fail("restore a count", s.client.Set(ctx, s.keys.in(one.Count.Key, kindCount), one.Count.N, 0).Err())
	}
	return nil
}

func (s *Store) restoreDead(ctx context.Context, d store.SavedDead) error {
	k := s.keys.ofPart(store.Part(d.Conv))
	n, err := s.client.Incr(ctx, k.token).Result()
	if err != nil {
		return err
	}
	number := strconv.FormatInt(n, 10)
	_, err = s.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.HSet(ctx, k.dead, number+letterConv, d.Conv, number+letterQueue, d.Queue, number+letterAt, d.At, number+letterReason, d.Reason, number+letterValue, d.Value)
		p.ZAdd(ctx, k.deads, redis.Z{Score: float64(n), Member: number})
		return nil
	})
	return err
}

func (s *Store) restoreConv(ctx context.Context, now int64, one store.SavedConv) error {
	k := s.keys.of(one.Name)
	tickets := ""
	for _, row := range one.Rows {
		tickets += strconv.FormatInt(row.Number, 10) + ","
	}
	_, err := s.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.HSet(ctx, k.conv, fieldVersion, one.Version, fieldState, s.bodies.pack(one.State), fieldEpoch, one.Epoch, fieldLast, one.Last, fieldRing, one.Ring,
			fieldReady, moment(one.Ready), fieldTimer, moment(one.Wake), fieldEnds, one.Ends, fieldDeskDue, moment(one.DeskDue), fieldTickets, tickets,
			laneUser+laneNotBefore, moment(one.User.NotBefore), laneUser+laneProgress, one.User.Progress,
			laneDesk+laneNotBefore, moment(one.Desk.NotBefore), laneDesk+laneProgress, one.Desk.Progress)
		s.restoreRecord(ctx, p, k, one)
		place(ctx, p, k, one)
		p.ZAdd(ctx, k.feed, redis.Z{Score: float64(now), Member: one.Name})
		for _, key := range []string{k.conv, k.lines, k.refs} {
			p.PExpire(ctx, key, time.Duration(max(one.Ends-now, 1))*time.Millisecond)
		}
		return nil
	})
	return err
}

// restoreRecord writes what waits, the transcript and the tickets.
func (s *Store) restoreRecord(ctx context.Context, p redis.Pipeliner, k convKeys, one store.SavedConv) {
	for _, it := range one.Items {
		p.RPush(ctx, k.inbox, it.Pack())
	}
	for _, o := range one.Outs {
		p.RPush(ctx, k.outbox, o.Pack())
	}
	for _, l := range one.Lines {
		n := strconv.FormatInt(l.Seq, 10)
		p.HSet(ctx, k.lines, n, s.bodies.pack(l.Body))
		if len(l.Delivery) > 0 {
			p.HSet(ctx, k.lines, deliveryOf+n, s.bodies.pack(l.Delivery))
		}
	}
	for _, r := range one.Refs {
		p.ZAdd(ctx, k.refs, redis.Z{Score: float64(r.Seq), Member: refMember(r.Scope, r.ID)})
	}
	for _, row := range one.Rows {
		list := k.closed
		if row.Open {
			list = k.open
		}
		p.HSet(ctx, k.rows, strconv.FormatInt(row.Number, 10), row.Pack())
		p.ZAdd(ctx, list, redis.Z{Score: float64(store.Millis(row.At)), Member: rowMember(row.Number)})
	}
}

// place puts a conversation where its work is due.
func place(ctx context.Context, p redis.Pipeliner, k convKeys, one store.SavedConv) {
	at := func(list string, ms int64) { p.ZAdd(ctx, list, redis.Z{Score: float64(ms), Member: one.Name}) }
	ready := max(one.Ready, 1)
	switch {
	case len(one.Items) > 0 && one.Wake != 0:
		at(k.dueIn, min(ready, one.Wake))
	case len(one.Items) > 0:
		at(k.dueIn, ready)
	case one.Wake != 0:
		at(k.dueTimer, one.Wake)
	}
	if len(one.Outs) > 0 {
		at(k.dueUser, max(one.User.NotBefore, 1))
	}
	if one.DeskDue != 0 {
		at(k.dueDesk, max(one.DeskDue, one.Desk.NotBefore))
	}
}

// moment is a moment as a field: empty when it is not set.
func moment(ms int64) string { return strings.TrimPrefix(strconv.FormatInt(ms, 10), "0") }
