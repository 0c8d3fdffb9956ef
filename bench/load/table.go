package main

import (
	"fmt"
	"os"
	"text/tabwriter"
)

// printRow prints what one run found.
func printRow(r result) {
	fmt.Printf("\n%s, %d streams of %.0f Mbit/s\n", kindName(r.Kind), r.Streams, float64(bitRate)/1e6)
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\tshiheng\tplain copy\tratio\t")
	fmt.Fprintf(w, "processor per stream\t%.3f %%\t%.3f %%\t%.2f\t\n", 100*r.Ours.CPU, 100*r.Plain.CPU, ratio(r.Ours.CPU, r.Plain.CPU))
	fmt.Fprintf(w, "of that in the kernel\t%.3f %%\t%.3f %%\t%.2f\t\n", 100*r.Ours.System, 100*r.Plain.System, ratio(r.Ours.System, r.Plain.System))
	fmt.Fprintf(w, "SM3\t%.3f %%\t\t\t\n", 100*r.Ours.SM3)
	fmt.Fprintf(w, "all but SM3\t%.3f %%\t\t%.2f\t\n", 100*(r.Ours.CPU-r.Ours.SM3), ratio(r.Ours.CPU-r.Ours.SM3, r.Plain.CPU))
	fmt.Fprintf(w, "system calls per stream-second\t%s\t%s\t%.2f\t\n", calls(r.Ours.Calls), calls(r.Plain.Calls), ratio(r.Ours.Calls, r.Plain.Calls))
	fmt.Fprintf(w, "memory per stream\t%.2f MB\t%.2f MB\t\t\n", r.Ours.Resident/1e6, r.Plain.Resident/1e6)
	_ = w.Flush()
	fmt.Printf("  made durable: %.1f %% of what was sent; oldest footage not durable: %.2f s\n", 100*r.DurableShare, r.LagSeconds)
	if r.Sent > 0 {
		fmt.Printf("  lost: %.0f of %.0f packets; chunks refused: %.0f\n", r.Lost, r.Sent, r.Refused)
	}
	if r.LatePictures > 0 {
		fmt.Printf("  the sender was late with %d pictures: this machine is too slow for these figures\n", r.LatePictures)
	}
}

func kindName(k string) string {
	if k == "rtsp" {
		return "RTSP, media in the TCP connection"
	}
	return "GB/T 28181, PS in RTP over UDP"
}

func ratio(a, b float64) float64 {
	if b <= 0 || a < 0 {
		return 0
	}
	return a / b
}

func calls(v float64) string {
	if v < 0 {
		return "not counted"
	}
	return fmt.Sprintf("%.1f", v)
}

// printTargets sets what was measured beside the targets of the design.
func printTargets(all []result) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\nTARGET\tASKED\tMEASURED\t")
	row := func(name, asked string, ok, bare bool, measured string) {
		word := "met"
		switch {
		case !ok && bare:
			word = "MISSED; met without SM3"
		case !ok:
			word = "MISSED"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", name, asked, measured, word)
	}
	for _, r := range all {
		at := fmt.Sprintf(" (%s, %d)", r.Kind, r.Streams)
		cpu, times := 100*r.Ours.CPU, ratio(r.Ours.CPU, r.Plain.CPU)
		bare := r.Ours.CPU - r.Ours.SM3
		without := fmt.Sprintf("; without SM3 %.3f %%, %.2f ×", 100*bare, ratio(bare, r.Plain.CPU))
		if r.Kind == "rtsp" {
			row("T1"+at, "≤ 0.15 %, ≤ 1.6 × plain", cpu <= 0.15 && times <= 1.6, bare <= 0.0015 && ratio(bare, r.Plain.CPU) <= 1.6, fmt.Sprintf("%.3f %%, %.2f ×%s", cpu, times, without))
			row("T3"+at, "≥ 2.7 Gbit/s per core", bitRate/r.Ours.CPU >= 2.7e9, bitRate/bare >= 2.7e9,
				fmt.Sprintf("%.2f Gbit/s, reckoned from T1; without SM3 %.2f", bitRate/r.Ours.CPU/1e9, bitRate/bare/1e9))
		} else {
			row("T2"+at, "≤ 0.12 %", cpu <= 0.12, bare <= 0.0012, fmt.Sprintf("%.3f %%, %.2f ×%s", cpu, times, without))
		}
		if r.Ours.Calls >= 0 {
			row("T4"+at, "≤ 60 a stream-second", r.Ours.Calls <= 60, false, fmt.Sprintf("%.1f", r.Ours.Calls))
		} else {
			fmt.Fprintf(w, "T4%s\t≤ 60 a stream-second\tnot run: needs perf and root\t\n", at)
		}
		if r.KillLost >= 0 {
			row("T5"+at, "≤ 2 s lost at kill -9", r.KillLost <= 2, false, fmt.Sprintf("%.2f s; power cuts: go test ./store/slots", r.KillLost))
			row("T9"+at, "≤ 5 s to recording", r.RestartTime <= 5, false, fmt.Sprintf("%.2f s on this small store; 1.5 million slots: go test ./store/slots", r.RestartTime))
		}
		if r.OverloadLost >= 0 {
			row("T8"+at, "0 lost under overload", r.OverloadLost+r.OverloadChunk == 0, false,
				fmt.Sprintf("%.0f packets, %.0f chunks, up to %.1f s behind", r.OverloadLost, r.OverloadChunk, r.OverloadLag))
		}
		row("T10"+at, "≤ 2 MB a stream", r.Ours.Resident <= 2e6, false, fmt.Sprintf("%.2f MB", r.Ours.Resident/1e6))
	}
	_ = w.Flush()
}
