package chaos

import (
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
)

// Run lets users and staff talk while faults strike, waits until all is quiet
// again, and returns what the audit found.
func Run(tb testing.TB, o Options) Report {
	tb.Helper()
	w := NewWorld(tb, o)
	tb.Logf("chaos: %s", w.o)
	begun := time.Now()
	people, desk, stop := w.newCrowd(), w.newStaff(), make(chan struct{})
	w.warm()
	people.talk(w.ctx)
	people.wg.Go(func() { desk.work(stop) })
	r := w.injectFaults(people)
	close(stop)
	people.wg.Wait()
	w.recover()
	calm := time.Now()
	b := w.settle()
	defer b.Close()
	r.Talked, r.Settled = calm.Sub(begun), time.Since(calm)
	w.audit(b, people, &r)
	return r
}

// warm waits until each platform has been answered once: the bots are set up.
func (w *World) warm() {
	w.tb.Helper()
	lan := w.platforms.telegram.User(9_999, "Lan")
	lan.Says("xin chào")
	w.platforms.zalo.User("4999").Says("xin chào")
	w.until("both platforms are answered", patience, func() bool {
		return len(lan.Heard()) > 0 && len(w.platforms.zalo.Messages("4999")) > 0
	})
}

// injectFaults strikes once per kill, in step with what is said: each round lets
// the crowd write its share, makes trouble on the way, then kills.
func (w *World) injectFaults(c *crowd) Report {
	r := Report{Options: w.o}
	w.setRough(true)
	given := 0
	for k := range w.o.Kills {
		early := k < w.o.Kills/3
		w.platforms.setLossy(early) // what has no answer is sent again only after a while
		share := w.o.Messages*(k+1)/w.o.Kills - given
		for range share {
			c.tickets <- struct{}{}
		}
		given += share
		w.minorFault(early, &r)
		nap(w.ctx.Done(), w.o.Pace)
		w.wait(3*time.Second, func() bool { return len(c.tickets) <= share/3 })
		w.kill(&r)
		w.busy()
		nap(w.ctx.Done(), w.o.Pace)
	}
	close(c.tickets)
	w.wait(patience, func() bool { return len(c.tickets) == 0 })
	return r
}

// busy waits, but not for ever, until every bot is up and users are answered
// again: only a bot that works can lose something. On a machine that has little
// time for the bots it waits longer: one that is killed before it has answered
// anybody only ever starts.
func (w *World) busy() {
	before := w.ledger.answers()
	working := func(answers int) bool { return len(w.up()) == len(w.replicas) && w.ledger.answers() >= before+answers }
	if w.wait(4*time.Second, func() bool { return working(5) }) || w.platforms.telegram.Pending() == 0 && len(w.up()) == len(w.replicas) {
		return
	}
	w.wait(30*time.Second, func() bool { return working(2) })
}

func (w *World) setRough(rough bool) {
	w.webhookProxy.rough.Store(rough)
	w.platforms.setSlow(rough)
	if !rough {
		w.platforms.setLossy(false)
	}
}

// kill kills Redis one time in six, else a bot, and starts it again.
func (w *World) kill(r *Report) {
	if w.redis != nil && w.dice.below(6) == 0 {
		w.killRedis()
		r.RedisKills++
		return
	}
	one := w.replicas[w.dice.below(len(w.replicas))]
	begun := time.Now()
	one.crash()
	if err := one.start(); err != nil {
		w.tb.Fatal(err)
	}
	r.BotKills++
	if len(w.replicas) == 1 {
		w.allUp(patience)
		w.ledger.outage(begun)
	}
}

func (w *World) killRedis() {
	begun := time.Now()
	w.redisDown()
	w.redisUp()
	w.ledger.outage(begun)
}

func (w *World) redisDown() {
	for _, one := range w.replicas {
		one.redisProxy.setDown(true)
	}
	w.redis.Kill()
}

func (w *World) redisUp() {
	w.redis.Restart()
	for _, one := range w.replicas {
		one.redisProxy.setDown(false)
	}
}

// minorFault makes some trouble short of a kill.
func (w *World) minorFault(early bool, r *Report) {
	w.platforms.telegram.Slow(0)
	w.platforms.zalo.Slow(0)
	one := w.replicas[w.dice.below(len(w.replicas))]
	switch n := w.dice.below(13); {
	case n < 3 && one.redisProxy != nil:
		one.redisProxy.lose(1 + w.dice.below(3))
		r.LostReplies++
	case n == 3 && one.redisProxy != nil:
		one.redisProxy.cut()
		r.Cuts++
	case n == 4 && one.redisProxy != nil:
		one.redisProxy.stall()
		w.aside.Go(func() {
			nap(w.ctx.Done(), spell(w))
			one.redisProxy.resume()
		})
		r.Cuts++
	case n == 5:
		w.platforms.telegram.Slow(w.dice.between(50*time.Millisecond, 400*time.Millisecond))
	case n == 6:
		w.platforms.telegram.Fail("sendMessage", 1+w.dice.below(3), telegramtest.TooMany(1))
	case n == 7:
		w.platforms.telegram.Fail("sendMessage", 1+w.dice.below(3), telegramtest.Refuse(500, "Internal Server Error"))
	case n == 8 && early:
		w.platforms.telegram.Fail("*", 2, telegramtest.Gateway(502))
	case n == 9:
		w.platforms.zalo.Slow(w.dice.between(50*time.Millisecond, 400*time.Millisecond))
	case n == 10 && w.o.Kills >= 30: // up to a minute of silence: too long for a short run
		w.platforms.zalo.Fail(-32, 1+w.dice.below(3))
	case n == 10, n == 11:
		w.platforms.zalo.Fail(-200, 1)
	case n == 12 && len(w.replicas) > 1:
		w.aside.Go(func() { one.freeze(spell(w), w.ctx.Done()) })
		r.Freezes++
	}
}

// spell is how long a replica is cut off or stands still: in a long run
// sometimes longer than its leases last.
func spell(w *World) time.Duration {
	if w.o.Kills >= 50 && w.dice.below(4) == 0 {
		return lease + w.dice.between(time.Second, 3*time.Second)
	}
	return w.dice.between(200*time.Millisecond, 1500*time.Millisecond)
}

// recover ends all trouble.
func (w *World) recover() {
	w.setRough(false)
	w.platforms.telegram.Heal()
	w.platforms.zalo.Slow(0)
	w.aside.Wait()
	w.allUp(patience)
	w.webhookProxy.wg.Wait()
}
