# Asks farringtonFlexible of the R package surveillance. Argument: a file with one series a line, as "b;weeks;count;count;…", of which the
# last weeks are evaluated. Prints a line of alarms for each series, one character a week, then the seconds of processor that all took.
if (!requireNamespace("surveillance", quietly = TRUE)) quit(status = 3)
suppressMessages(library(surveillance))
series <- lapply(strsplit(readLines(commandArgs(trailingOnly = TRUE)[1]), ";"), as.numeric)
evaluate <- function(line) {
  counts <- line[-(1:2)]
  n <- length(counts)
  control <- list(range = (n - line[2] + 1):n, b = line[1], w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, weightsThreshold = 2.58,
    pThresholdTrend = 1, alpha = 0.01, limit54 = c(5, 4), reweight = TRUE, trend = TRUE, thresholdMethod = "nbPlugin",
    glmWarnings = FALSE)
  answer <- suppressWarnings(farringtonFlexible(sts(counts, start = c(2000, 1), frequency = 52), control))
  paste(as.integer(alarms(answer)[, 1] %in% TRUE), collapse = "")
}
invisible(evaluate(series[[1]]))
seconds <- system.time(answers <- vapply(series, evaluate, ""))
cat(answers, sprintf("seconds %.3f", seconds[["user.self"]] + seconds[["sys.self"]]), sep = "\n")
