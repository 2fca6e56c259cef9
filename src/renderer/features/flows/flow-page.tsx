import { Pause, Play } from 'lucide-react';
import { useEffect } from 'react';
import type { FlowDetail } from '../../../shared/domain/flow.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Skeleton, SkeletonRows } from '../../components/skeleton.tsx';
import { Spark } from '../../components/spark.tsx';
import { TabPanel, Tabs } from '../../components/tabs.tsx';
import { Tag } from '../../components/tag.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { type FlowTab, flowTabs } from '../../lib/route.ts';
import { flowTone } from '../../lib/status-tone.ts';
import { loadFlow, pauseFlow, resumeFlow, runFlow, selectFlowDetail, useFlowsStore } from '../../stores/flows.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { navigate, replaceRoute } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { GraphTab } from '../graph/graph-tab.tsx';
import { ChosenRunsBar } from '../runs/chosen-runs-bar.tsx';
import { FlowMenu } from './flow-menu.tsx';
import { FlowSide } from './flow-side.tsx';
import { LimitsTab } from './limits/limits-tab.tsx';
import { OutlineTab } from './outline-tab.tsx';
import { RunsTab } from './runs-tab.tsx';
import { ScheduleTab } from './schedule/schedule-tab.tsx';
import { SourceTab } from './source-tab.tsx';
import { VersionsTab } from './versions/versions-tab.tsx';

const tabs = flowTabs.map((value) => ({ value, label: text.flow.tabs[value] }));

export function FlowPage({ flowId, tab }: { flowId: string; tab: FlowTab }) {
  const detail = useFlowsStore(selectFlowDetail(flowId));
  useEffect(() => void loadFlow(flowId), [flowId]);

  const flow = loadedValue(detail);
  return (
    <>
      <TitleBar
        title={flow?.name ?? text.flows.title}
        onBack={() => navigate({ page: 'flows' })}
        aside={flow && <FlowState flow={flow} />}
        actions={flow && <FlowActions flow={flow} />}
      />
      {detail.status === 'error' && (
        <div className="p-6">
          <ErrorNotice what={text.flow.loadError} error={detail.error} onRetry={() => void loadFlow(flowId)} />
        </div>
      )}
      {detail.status === 'loading' && <FlowSkeleton />}
      {flow && (
        <Tabs value={tab} onChange={(next) => replaceRoute({ page: 'flow', flowId, tab: next })} tabs={tabs}>
          <div className="grid min-h-0 grow content-start items-start gap-6 overflow-y-auto p-6 wide:grid-cols-[minmax(0,1fr)_280px] wider:grid-cols-[minmax(0,1fr)_320px]">
            <div className="min-w-0">
              <TabPanel value="outline">
                <OutlineTab flow={flow} />
              </TabPanel>
              <TabPanel value="graph">
                <GraphTab flow={flow} />
              </TabPanel>
              <TabPanel value="source">
                <SourceTab flow={flow} />
              </TabPanel>
              <TabPanel value="schedule">
                <ScheduleTab flow={flow} />
              </TabPanel>
              <TabPanel value="limits">
                <LimitsTab flow={flow} />
              </TabPanel>
              <TabPanel value="versions">
                <VersionsTab flow={flow} />
              </TabPanel>
              <TabPanel value="runs">
                <RunsTab flow={flow} />
              </TabPanel>
            </div>
            <FlowSide flow={flow} />
          </div>
          {tab === 'runs' && <ChosenRunsBar list={flowId} />}
        </Tabs>
      )}
    </>
  );
}

function FlowState({ flow }: { flow: FlowDetail }) {
  return (
    <>
      <Tag tone={flowTone[flow.status]}>{text.flows.status[flow.status]}</Tag>
      {flow.runningCount > 0 && (
        <Tag live tone="accent">
          {text.flows.running(flow.runningCount)}
        </Tag>
      )}
      <span className="hidden wide:inline-flex">
        <Spark health={flow.health} />
      </span>
    </>
  );
}

interface FlowActionsProps {
  flow: FlowDetail;
}

function FlowActions({ flow }: FlowActionsProps) {
  const paused = flow.status === 'paused';
  return (
    <>
      {flow.status !== 'cancelled' && (
        <>
          <Button
            icon={<Play aria-hidden size={12} fill="currentColor" />}
            onClick={() => void runFlow(flow.id, flow.name)}
          >
            {text.flows.run}
          </Button>
          <Button
            variant="quiet"
            icon={paused ? undefined : <Pause aria-hidden size={13} fill="currentColor" strokeWidth={0} />}
            onClick={() => void (paused ? resumeFlow(flow.id) : pauseFlow(flow.id))}
          >
            {paused ? text.flows.resume : text.flows.pause}
          </Button>
        </>
      )}
      <FlowMenu flow={flow} onOwnPage />
    </>
  );
}

function FlowSkeleton() {
  return (
    <div className="grid gap-6 p-6 pt-16 wide:grid-cols-[minmax(0,1fr)_280px]">
      <SkeletonRows rows={6} />
      <Skeleton className="h-56 w-full rounded-l" />
    </div>
  );
}
