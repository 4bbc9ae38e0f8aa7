// The desk: parts of pages refresh themselves (htmx); each has a plain link or form underneath.
import htmx from 'htmx.org/dist/htmx.esm.js';
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyEnabled = false;
window.htmx = htmx;
