// Package attack tries what one machine without an account can do to a running
// program: fill its store, its memory, its connections. Each attack is a test
// with a bound, against the real binary and a real Redis, on this machine only.
// "make attack" prints what each of them cost.
//
// It holds tests only, and knows the program by its HTTP alone. Start reading
// at TestAttacks.
package attack
