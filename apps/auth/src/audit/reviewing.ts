import { EventReader } from './event-history/event-reader.js';
import { ExportEventsController } from './export-events/export-events.controller.js';
import { ExportFiles } from './export-events/export-files.js';
import { ReportsController } from './reports/reports.controller.js';
import { ReviewsController } from './reviews/reviews.controller.js';
import { SavedFiltersController } from './saved-filters/saved-filters.controller.js';
import { EventTypesController } from './search-events/event-types.controller.js';
import { EventHistogramController } from './search-events/histogram.controller.js';
import { SearchEventsController } from './search-events/search-events.controller.js';
import { ShowEventController } from './search-events/show-event.controller.js';

/** The console's routes for compliance reviewers. */
export const reviewingControllers = [
  SearchEventsController,
  EventHistogramController,
  EventTypesController,
  ShowEventController,
  ExportEventsController,
  SavedFiltersController,
  ReviewsController,
  ReportsController,
];

export const reviewingProviders = [EventReader, ExportFiles];
